package io.jenkins.plugins.ngenea.run;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import hudson.util.HttpResponses;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.verb.POST;

/** Tells administrators of Hub jobs that no build waits for any more. */
@Extension
public final class BackgroundRunsMonitor extends AdministrativeMonitor {
    @NonNull
    @Override
    public String getDisplayName() {
        return "Ngenea Hub jobs without a build";
    }

    @Override
    public boolean isActivated() {
        return !BackgroundRuns.get().list().isEmpty();
    }

    public List<BackgroundRun> getRuns() {
        return BackgroundRuns.get().list();
    }

    /** The button of the message: forgets those that are over. */
    @POST
    public HttpResponse doForget() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        BackgroundRuns.get().forgetEnded();
        return HttpResponses.redirectViaContextPath("manage");
    }
}
