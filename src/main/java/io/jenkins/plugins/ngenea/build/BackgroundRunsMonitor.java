package io.jenkins.plugins.ngenea.build;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AdministrativeMonitor;
import hudson.util.HttpResponses;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Tells administrators about Hub jobs that no build waits for any more. */
@Extension
public final class BackgroundRunsMonitor extends AdministrativeMonitor {
    private static final Logger LOGGER = Logger.getLogger(BackgroundRunsMonitor.class.getName());

    private static final int MOST_UNDER_WAY = 100;
    private static final int MOST_UNREADABLE = 100;

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.BackgroundRunsMonitor_DisplayName();
    }

    @Override
    public boolean isActivated() {
        return !getRuns().isEmpty() || !getUnreadableRecords().isEmpty();
    }

    /** Those that a person must look at, the newest first, then those under way; at most a hundred of each. */
    @NonNull
    public List<BackgroundRun> getRuns() {
        List<BackgroundRun> shown =
                new ArrayList<>(RunRegistry.get().unsettled().list());
        RunRegistry.get().unattended().stream().limit(MOST_UNDER_WAY).forEach(shown::add);
        return shown;
    }

    /** How many more there are. */
    public int getNotShown() {
        int underWay = RunRegistry.get().unattended().size();
        return RunRegistry.get().unsettled().more() + Math.max(0, underWay - MOST_UNDER_WAY);
    }

    /** Files of records that cannot be read: nobody knows what became of their jobs. At most a hundred. */
    @NonNull
    public List<String> getUnreadableRecords() {
        try {
            return HubRuntime.get().journal().unreadable().stream()
                    .limit(MOST_UNREADABLE)
                    .map(Path::toString)
                    .toList();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The records of Ngenea Hub jobs cannot be listed", e);
            return List.of();
        }
    }

    /** Whether there is anything to forget. */
    public boolean isAnyOver() {
        return !RunRegistry.get().unsettled().list().isEmpty();
    }

    /** A button of the message: cancels the job of a run. */
    @POST
    public HttpResponse doCancel(@QueryParameter String key) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        RunRegistry.get().cancel(Util.fixNull(key));
        return HttpResponses.redirectViaContextPath("manage");
    }

    /** The button of the message: forgets those that are over. */
    @POST
    public HttpResponse doForget() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        RunRegistry.get().unsettled().forget();
        return HttpResponses.redirectViaContextPath("manage");
    }
}
