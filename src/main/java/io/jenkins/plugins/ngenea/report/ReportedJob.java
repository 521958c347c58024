package io.jenkins.plugins.ngenea.report;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.ngenea.hub.Job;
import io.jenkins.plugins.ngenea.hub.JobState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One Hub job as the build shows it. Stored with the build; never changes, a newer one takes its place. */
@ExportedBean(defaultVisibility = 2)
public final class ReportedJob {
    private final String hub;
    private final String id;
    private final String url;
    private final String workflow;
    private final String site;
    private final String state;
    private final LinkedHashMap<String, Long> counts;
    private final long startedMillis;
    /** 0 as long as it is followed. */
    private final long durationMillis;

    public ReportedJob(String hub, String id, String url, String workflow, String site, long startedMillis) {
        this(hub, id, url, workflow, site, "", new LinkedHashMap<>(), startedMillis, 0);
    }

    private ReportedJob(
            String hub,
            String id,
            String url,
            String workflow,
            String site,
            String state,
            LinkedHashMap<String, Long> counts,
            long startedMillis,
            long durationMillis) {
        this.hub = hub;
        this.id = id;
        this.url = url;
        this.workflow = workflow;
        this.site = site;
        this.state = state;
        this.counts = counts;
        this.startedMillis = startedMillis;
        this.durationMillis = durationMillis;
    }

    /** This job as the Hub shows it now. */
    @NonNull
    public ReportedJob with(@NonNull Job job) {
        return new ReportedJob(
                hub,
                id,
                url,
                workflow.isEmpty() ? job.workflow() : workflow,
                site.isEmpty() ? job.site() : site,
                job.stateName(),
                new LinkedHashMap<>(job.counts()),
                startedMillis,
                durationMillis);
    }

    /** This job when nobody follows it any more. */
    @NonNull
    public ReportedJob after(long newDurationMillis) {
        return new ReportedJob(hub, id, url, workflow, site, state, counts, startedMillis, newDurationMillis);
    }

    @Exported
    public String getHub() {
        return hub;
    }

    @Exported
    public String getId() {
        return id;
    }

    /** Page of the job in the Hub. */
    @Exported
    public String getUrl() {
        return url;
    }

    @Exported
    public String getWorkflow() {
        return workflow;
    }

    @Exported
    public String getSite() {
        return site;
    }

    /** The Hub's word; empty before it was first seen. */
    @Exported
    public String getState() {
        return state;
    }

    @Exported
    public Map<String, Long> getCounts() {
        return counts;
    }

    @Exported
    public long getDurationMillis() {
        return durationMillis;
    }

    public boolean isFollowed() {
        return durationMillis == 0;
    }

    public String getDurationText() {
        return Util.getTimeSpanString(durationMillis);
    }

    public String getCountsText() {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Symbol of the page that fits the state. */
    public String getIcon() {
        return switch (JobState.of(state).phase()) {
            case ENDED_WELL -> "symbol-status-blue";
            case ENDED_BADLY -> "symbol-status-red";
            case CANCELLED -> "symbol-status-aborted";
            default -> isFollowed() ? "symbol-status-blue-anime" : "symbol-status-nobuilt";
        };
    }
}
