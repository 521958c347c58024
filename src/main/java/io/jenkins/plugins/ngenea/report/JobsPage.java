package io.jenkins.plugins.ngenea.report;

import hudson.model.Item;
import hudson.model.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.verb.GET;

/** What the pages of a build with Hub jobs show and ask for again while they are open. Nothing is changed here. */
public final class JobsPage {
    /** Rows that are there without JavaScript. */
    private static final int PLAIN_ROWS = 10;

    private static final int NOTHING_NEW = 204;

    private final NgeneaJobsAction action;
    private final String version;

    /** Null until somebody asks: it looks at all jobs, and most requests only learn that nothing is new. */
    private JobsSummary summary;

    JobsPage(NgeneaJobsAction action) {
        this.action = action;
        // first: what changes in between is shown, and told once more
        this.version = action.getVersion();
    }

    public String getVersion() {
        return version;
    }

    public synchronized JobsSummary getSummary() {
        if (summary == null) {
            summary = action.getSummary();
        }
        return summary;
    }

    /** Null unless this user can run the build again with the paths that failed. */
    public RunAgain getRunAgain() {
        return action.getRunAgain();
    }

    /** The first rows of the table. */
    public List<ReportedJob> getPlainRows() {
        List<ReportedJob> entries = action.getEntries();
        return entries.subList(0, Math.min(PLAIN_ROWS, entries.size()));
    }

    /** Whether something may still change. */
    public boolean isLive() {
        Run<?, ?> build = action.getBuild();
        return build != null && (build.isBuilding() || getSummary().isUnderWay());
    }

    /**
     * The summary of the build's page, as HTML.
     *
     * @param since what the page has; the answer is empty if that is all
     */
    @GET
    public HttpResponse doLive(StaplerResponse2 response, @QueryParameter String since) {
        checkRead();
        response.setHeader("Cache-Control", "no-store");
        if (isLive() && version.equals(since)) {
            return HttpResponses.status(NOTHING_NEW);
        }
        response.setContentType("text/html;charset=UTF-8");
        return HttpResponses.forwardToView(this, "live");
    }

    /**
     * The rows of the table; see {@link JobsData}.
     *
     * @param since what the page has; all rows if it has nothing
     */
    @GET
    public void doChanges(StaplerRequest2 request, StaplerResponse2 response, @QueryParameter String since)
            throws IOException {
        checkRead();
        byte[] data = new JobsData(action.changedSince(since))
                .text(version, isLive(), getSummary())
                .getBytes(StandardCharsets.UTF_8);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("text/plain;charset=UTF-8");
        try (var out = response.getCompressedOutputStream(request)) {
            out.write(data);
        }
    }

    private void checkRead() {
        Run<?, ?> build = action.getBuild();
        if (build == null) {
            throw HttpResponses.notFound();
        }
        build.checkPermission(Item.READ);
    }
}
