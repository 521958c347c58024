package io.jenkins.plugins.ngenea.check;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ngenea.hub.check.CheckReport;

/**
 * The report of one Hub, as a page shows it.
 *
 * @param hub name of the Hub in this Jenkins. It is no part of what people send
 * @param report to be copied: without key, path, user and host. Null if the Hub could not be asked
 * @param problem why nothing could be looked at, for administrators; null if it could
 */
public record HubReport(
        String hub,
        @CheckForNull CheckReport report,
        @CheckForNull String problem) {
    static HubReport of(String hub, CheckReport report) {
        return new HubReport(
                hub, report, report.problem().map(Exception::getMessage).orElse(null));
    }
}
