package io.jenkins.plugins.ngenea.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import java.util.Date;
import java.util.List;

/**
 * Tells administrators about a Hub that refuses its own key, or that has not answered for half of the time that builds wait
 * for it. The message goes when the Hub answers again.
 */
@Extension
public final class HubTroublesMonitor extends AdministrativeMonitor {
    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.HubTroublesMonitor_DisplayName();
    }

    @Override
    public boolean isActivated() {
        return !getHubs().isEmpty();
    }

    /** What the message shows of a Hub. */
    public record Line(String hub, boolean refused, Date since, Date last) {}

    /** The Hubs that an administrator should look at. */
    @NonNull
    public List<Line> getHubs() {
        return HubConnections.get().troubles().of(NgeneaHubConfiguration.get().getHubs());
    }
}
