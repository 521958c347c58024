package io.jenkins.plugins.ngenea.run;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.ngenea.config.HubEngine;
import io.jenkins.plugins.ngenea.follow.WorkflowRun;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The Hub runs of builds that are under way, for the ends of builds that no step hears of: hard termination and kill do not
 * call {@code stop}. When a build is over its finished records are of no use any more, and what is open is followed in the
 * background.
 */
@Extension
public final class LiveRuns extends RunListener<Run<?, ?>> {
    /** By build (not by its name: that may change), then by the key of the run's record. */
    private static final Map<Run<?, ?>, Map<String, WorkflowRun>> RUNS = new ConcurrentHashMap<>();

    static void began(Run<?, ?> build, String key, WorkflowRun run) {
        RUNS.computeIfAbsent(build, id -> new ConcurrentHashMap<>()).put(key, run);
    }

    static void ended(Run<?, ?> build, String key) {
        RUNS.computeIfPresent(build, (id, runs) -> {
            runs.remove(key);
            return runs.isEmpty() ? null : runs;
        });
    }

    /** The log is open for the last time: what becomes of the jobs whose steps were not asked to stop. */
    @Override
    public void onCompleted(Run<?, ?> build, @NonNull TaskListener listener) {
        Map<String, WorkflowRun> left = RUNS.get(build);
        if (left != null
                && Result.ABORTED.equals(build.getResult())
                && !HubEngine.get().isStopping()) {
            left.values().forEach(run -> listener.getLogger().println(BuildLog.PREFIX + run.farewell()));
        }
    }

    /**
     * A run that is still there goes on by itself: it cancels its job if the build was aborted, else follows it on. A build
     * that Jenkins ends because it stops was aborted by nobody: its records are taken up after the restart.
     */
    @Override
    public void onFinalized(@NonNull Run<?, ?> build) {
        Map<String, WorkflowRun> left = RUNS.remove(build);
        if (HubEngine.get().isStopping()) {
            return;
        }
        Set<String> stillRun = left == null ? Set.of() : Set.copyOf(left.keySet());
        if (left != null) {
            boolean aborted = Result.ABORTED.equals(build.getResult());
            left.values().forEach(aborted ? WorkflowRun::abort : WorkflowRun::withhold);
        }
        HubEngine.get().pool().execute(() -> BackgroundRuns.get().adopt(build, stillRun));
    }
}
