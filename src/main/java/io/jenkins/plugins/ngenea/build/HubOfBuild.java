package io.jenkins.plugins.ngenea.build;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.config.HubConnections;
import io.jenkins.plugins.ngenea.config.NgeneaHub;
import io.jenkins.plugins.ngenea.config.NgeneaHubConfiguration;
import io.jenkins.plugins.ngenea.engine.Connection.ConnectionException;
import io.jenkins.plugins.ngenea.report.NgeneaJobsAction;

/**
 * The one Hub of all steps of a build that name none: what the default was when the first of them began. An administrator may
 * change the default meanwhile, and the files that an earlier step has made are on the earlier Hub's sites.
 */
public final class HubOfBuild extends InvisibleAction {
    private final String name;
    private final String url;

    private HubOfBuild(String name, String url) {
        this.name = name;
        this.url = url;
    }

    /**
     * The first call for a build decides. May save the build.
     *
     * @throws ConnectionException if there is no default, or that Hub is not there any more
     */
    @NonNull
    static NgeneaHub find(@NonNull Run<?, ?> build) throws ConnectionException {
        NgeneaHub hub;
        synchronized (build) {
            HubOfBuild known = build.getAction(HubOfBuild.class);
            if (known != null) {
                return known.find(NgeneaHubConfiguration.get(), build);
            }
            hub = NgeneaHubConfiguration.get().find((String) null, build.getParent());
            build.addAction(
                    new HubOfBuild(hub.getName(), HubConnections.url(hub).toString()));
        }
        NgeneaJobsAction.save(build);
        return hub;
    }

    private NgeneaHub find(NgeneaHubConfiguration hubs, Run<?, ?> build) throws ConnectionException {
        try {
            return hubs.find(name, url, build.getParent());
        } catch (ConnectionException e) {
            throw new ConnectionException("Hub '" + name + "' (" + url
                    + ") was the default when the first step of this build began, and its steps"
                    + " that name no Hub stay on it. " + e.getMessage());
        }
    }
}
