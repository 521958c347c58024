package io.jenkins.plugins.ngenea.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import hudson.Util;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.JobLink;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;

/**
 * How a Hub job of a build began: what does not change while it runs, and so is written down once.
 *
 * @param run key of the run that it is of; empty in what an earlier version wrote of a job
 * @param hubUrl address of its Hub; empty if that is not known
 * @param url where people see it; empty for the usual page of its Hub, and if it is not known
 * @param workflow fit for a page; empty if it is not known
 * @param site fit for a page; empty if it is not known
 * @param startedMillis since 1970
 * @param pathsParameter the parameter of the build whose lines are the paths of the job; empty if there is none, or no list of
 *     lines has all that failed
 * @param request null if it is not known, so that a line does not have it
 */
public record ReportedStart(
        @JsonProperty("run") String run,
        @JsonProperty("hubUrl") String hubUrl,
        @JsonProperty("url") String url,
        @JsonProperty("workflow") String workflow,
        @JsonProperty("site") String site,
        @JsonProperty("startedMillis") long startedMillis,
        @JsonProperty("pathsParameter") String pathsParameter,
        @JsonProperty("request") ReportedRequest request) {
    static final ReportedStart UNKNOWN = of("", "", "", 0);

    public ReportedStart {
        run = Util.fixNull(run);
        hubUrl = Util.fixNull(hubUrl);
        url = Util.fixNull(url);
        // of the request, and so of whoever wrote it
        workflow = RemoteText.name(workflow);
        site = RemoteText.name(site);
        pathsParameter = Util.fixNull(pathsParameter);
    }

    static ReportedStart of(String url, String workflow, String site, long startedMillis) {
        return new ReportedStart("", "", url, workflow, site, startedMillis, "", null);
    }

    ReportedStart ofRun(String key) {
        return new ReportedStart(key, hubUrl, url, workflow, site, startedMillis, pathsParameter, request);
    }

    /**
     * @param id of the job; empty if there is none
     */
    ReportedStart at(String address, String id) {
        if (url.isEmpty()) {
            // the Hub is gone: its usual page would be a guess
            return this;
        }
        String page = url.equals(usualPage(address, id)) ? "" : url;
        return new ReportedStart(run, address, page, workflow, site, startedMillis, pathsParameter, request);
    }

    ReportedStart withPathsOf(String parameter) {
        return new ReportedStart(run, hubUrl, url, workflow, site, startedMillis, parameter, request);
    }

    ReportedStart withRequest(ReportedRequest paths) {
        return new ReportedStart(run, hubUrl, url, workflow, site, startedMillis, pathsParameter, paths);
    }

    /** With what the Hub adds: of a job that is only waited for, nothing else is known. */
    ReportedStart with(Job job) {
        return new ReportedStart(
                run,
                hubUrl,
                url,
                workflow.isEmpty() ? job.workflow() : workflow,
                site.isEmpty() ? job.site() : site,
                startedMillis,
                pathsParameter,
                request);
    }

    /** This one as a later line has it. */
    ReportedStart brief() {
        return UNKNOWN.ofRun(run);
    }

    boolean isBrief() {
        return equals(brief());
    }

    boolean isHubKnown() {
        return !hubUrl.isEmpty();
    }

    /** Where people see the job with this id; empty if that is not known. */
    String page(String id) {
        return url.isEmpty() ? usualPage(hubUrl, id) : url;
    }

    private static String usualPage(String hubUrl, String id) {
        return hubUrl.isEmpty() || id.isEmpty() ? "" : JobLink.usual(hubUrl, id);
    }
}
