package io.jenkins.plugins.ngenea.report;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The Hub jobs of a build: a line each on its page, and in its remote API. */
@ExportedBean
public final class NgeneaJobsAction extends InvisibleAction {
    /** By the key of the run's record, in the order of their submits. Never changed, only replaced: saving a build reads it. */
    private volatile LinkedHashMap<String, ReportedJob> jobs = new LinkedHashMap<>();

    /** The action of a build, added if it has none yet. */
    @NonNull
    public static NgeneaJobsAction of(@NonNull Run<?, ?> run) {
        synchronized (run) {
            NgeneaJobsAction action = run.getAction(NgeneaJobsAction.class);
            if (action == null) {
                action = new NgeneaJobsAction();
                run.addAction(action);
            }
            return action;
        }
    }

    public synchronized void put(@NonNull String key, @NonNull ReportedJob job) {
        LinkedHashMap<String, ReportedJob> copy = new LinkedHashMap<>(jobs);
        copy.put(key, job);
        jobs = copy;
    }

    /** Null if there is none. */
    public ReportedJob find(@NonNull String key) {
        return jobs.get(key);
    }

    @Exported(inline = true)
    @NonNull
    public Collection<ReportedJob> getJobs() {
        return List.copyOf(jobs.values());
    }
}
