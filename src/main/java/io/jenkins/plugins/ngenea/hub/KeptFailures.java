package io.jenkins.plugins.ngenea.hub;

import io.jenkins.plugins.ngenea.hub.model.TaskFailure;
import java.util.ArrayList;
import java.util.List;

/**
 * The first failures of a job, up to a limit. A task that failed with thousands of paths does not displace the tasks after
 * it: its later paths are dropped in their favor.
 */
final class KeptFailures {
    private final int limit;
    private final List<TaskFailure> kept = new ArrayList<>();
    private int first;

    KeptFailures(int limit) {
        this.limit = limit;
    }

    void take(TaskFailure failure) {
        if (kept.size() < limit) {
            kept.add(failure);
        } else if (failure.at() == 0 && madeRoom()) {
            kept.add(failure);
        } else {
            return;
        }
        if (failure.at() == 0) {
            first++;
        }
    }

    private boolean madeRoom() {
        for (int i = kept.size() - 1; i >= 0; i--) {
            if (kept.get(i).at() > 0) {
                kept.remove(i);
                return true;
            }
        }
        return false;
    }

    /** Whether no further failure would be kept. */
    boolean isFull() {
        return first >= limit;
    }

    List<TaskFailure> list() {
        return List.copyOf(kept);
    }
}
