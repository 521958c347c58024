package io.jenkins.plugins.ngenea.run;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.ngenea.config.HubEngine;
import io.jenkins.plugins.ngenea.follow.Journal;
import io.jenkins.plugins.ngenea.follow.JournalEntry;
import io.jenkins.plugins.ngenea.follow.WorkflowRun;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The Hub runs of builds that are under way, for the ends of builds that no step hears of: hard termination and kill do not
 * call {@code stop}. When a build is over its finished records are of no use any more.
 */
@Extension
public final class LiveRuns extends RunListener<Run<?, ?>> {
    private static final Logger LOGGER = Logger.getLogger(LiveRuns.class.getName());
    private static final Map<String, Set<WorkflowRun>> RUNS = new ConcurrentHashMap<>();

    static void began(Run<?, ?> build, WorkflowRun run) {
        RUNS.computeIfAbsent(build.getExternalizableId(), id -> ConcurrentHashMap.newKeySet())
                .add(run);
    }

    static void ended(Run<?, ?> build, WorkflowRun run) {
        RUNS.computeIfPresent(build.getExternalizableId(), (id, runs) -> {
            runs.remove(run);
            return runs.isEmpty() ? null : runs;
        });
    }

    @Override
    public void onFinalized(@NonNull Run<?, ?> build) {
        Set<WorkflowRun> left = RUNS.remove(build.getExternalizableId());
        if (left != null) {
            boolean aborted = Result.ABORTED.equals(build.getResult());
            left.forEach(aborted ? WorkflowRun::abort : WorkflowRun::detach);
        }
        HubEngine.get().pool().execute(() -> removeFinishedRecords(build.getExternalizableId()));
    }

    private static void removeFinishedRecords(String build) {
        Journal journal = HubEngine.get().journal();
        try {
            journal.of(build).stream()
                    .filter(entry -> entry.phase() == JournalEntry.Phase.ENDED)
                    .forEach(journal::remove);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read the journal of " + build);
        }
    }
}
