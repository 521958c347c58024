package io.jenkins.plugins.ngenea.check;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ngenea.hub.check.CheckReport;
import io.jenkins.plugins.ngenea.hub.check.CheckRow;
import java.util.List;

/** The report of one Hub, as a page shows it. */
public final class HubReport {
    private final String hub;
    private final CheckReport report;
    private final String problem;

    private HubReport(String hub, CheckReport report, String problem) {
        this.hub = hub;
        this.report = report;
        this.problem = problem;
    }

    static HubReport of(String hub, CheckReport report) {
        return new HubReport(
                hub, report, report.problem().map(Exception::getMessage).orElse(null));
    }

    /** @param problem why the Hub could not be asked; for administrators */
    static HubReport none(String hub, String problem) {
        return new HubReport(hub, null, problem);
    }

    /** Name of the Hub in this Jenkins. It is no part of what people send. */
    public String getHub() {
        return hub;
    }

    /** Null if the Hub could be asked. */
    @CheckForNull
    public String getProblem() {
        return problem;
    }

    public boolean isThere() {
        return report != null;
    }

    public List<CheckRow> getRows() {
        return report.rows();
    }

    public String getVerdict() {
        return report.verdict();
    }

    /** To be copied: without key, path, user and host. */
    public String getText() {
        return report.text();
    }
}
