package io.jenkins.plugins.ngenea.hub.check;

import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubUnauthorizedException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a check found. Rows and verdict hold no key, path, user or host.
 *
 * @param rows in the order in which a run needs the things
 * @param problem why nothing could be looked at. Its message names the Hub: it is no part of what people send
 */
public record CheckReport(List<CheckRow> rows, Optional<HubException> problem) {
    public CheckReport {
        rows = List.copyOf(rows);
    }

    /** Whether the Hub answered, and nothing that is needed is contradicted. */
    public boolean fits() {
        return problem.isEmpty() && rows.stream().noneMatch(CheckRow::isTrouble);
    }

    /** In one sentence. */
    public String verdict() {
        if (problem.isPresent()) {
            return problem.get() instanceof HubUnauthorizedException
                    ? "The Hub refuses the key, so nothing else could be looked at."
                    : "The Hub gives no answer that can be used, so nothing else could be looked at.";
        }
        long troubles = rows.stream().filter(CheckRow::isTrouble).count();
        return troubles == 0
                ? "The Hub contradicts nothing that the plugin needs."
                : "The Hub contradicts " + troubles
                        + " of the things that the plugin needs. Send this report to the maintainers.";
    }

    /** The report as a table in plain text, with the verdict below. Each line ends with a line feed. */
    public String text() {
        StringBuilder text = new StringBuilder();
        line(text, "THING", "NEEDED", "FINDING", "AT THIS HUB, AND WHAT IS DONE ABOUT IT");
        for (CheckRow row : rows) {
            line(text, row.thing(), row.needed() ? "yes" : "", row.finding().words(), row.here() + " " + row.then());
        }
        return text.append('\n').append(verdict()).append('\n').toString();
    }

    private static void line(StringBuilder text, String thing, String needed, String finding, String rest) {
        text.append(String.format(Locale.ROOT, "%-39s  %-6s  %-22s  %s", thing, needed, finding, rest))
                .append('\n');
    }
}
