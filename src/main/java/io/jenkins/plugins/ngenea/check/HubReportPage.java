package io.jenkins.plugins.ngenea.check;

import hudson.Extension;
import hudson.model.RootAction;
import io.jenkins.plugins.ngenea.config.HubConnections;
import io.jenkins.plugins.ngenea.config.NgeneaHub;
import io.jenkins.plugins.ngenea.config.NgeneaHubConfiguration;
import io.jenkins.plugins.ngenea.engine.Connection;
import io.jenkins.plugins.ngenea.engine.Connection.ConnectionException;
import io.jenkins.plugins.ngenea.hub.check.HubCheck;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.verb.POST;

/**
 * Checks a configured Hub, with its own credential, and shows the report. For administrators only; nothing in the menus leads
 * there but the form of the Hubs.
 */
@Extension
public final class HubReportPage implements RootAction, StaplerProxy {
    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return Messages.HubReportPage_DisplayName();
    }

    @Override
    public String getUrlName() {
        return "ngenea-hub-report";
    }

    /** Guards the page and everything below it. */
    @Override
    public Object getTarget() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return this;
    }

    public List<NgeneaHub> getHubs() {
        return NgeneaHubConfiguration.get().getHubs();
    }

    /** Asks the Hub of this name. Takes as long as its answers do, at most some minutes. */
    @POST
    public HttpResponse doRun(@QueryParameter String hub) throws InterruptedException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        Optional<NgeneaHub> found =
                getHubs().stream().filter(each -> each.getName().equals(hub)).findFirst();
        return found.isEmpty() ? HttpResponses.notFound() : HttpResponses.forwardToView(report(found.get()), "index");
    }

    private static HubReport report(NgeneaHub hub) throws InterruptedException {
        Connection connection;
        try {
            connection = HubConnections.get().connectForAdministrator(hub);
        } catch (ConnectionException e) {
            return new HubReport(hub.getName(), null, e.getMessage());
        }
        return HubReport.of(hub.getName(), new HubCheck(connection.client(), InstantSource.system()).run());
    }
}
