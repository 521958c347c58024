package io.jenkins.plugins.ngenea.restart;

import static io.jenkins.plugins.ngenea.restart.Moment.AFTER_SUBMIT;
import static io.jenkins.plugins.ngenea.restart.Moment.BEFORE_SUBMIT;
import static io.jenkins.plugins.ngenea.restart.Moment.CANCELLING;
import static io.jenkins.plugins.ngenea.restart.Moment.CANCEL_LEFT_BEHIND;
import static io.jenkins.plugins.ngenea.restart.Moment.DURING_SUBMIT;
import static io.jenkins.plugins.ngenea.restart.Moment.END_WRITTEN;
import static io.jenkins.plugins.ngenea.restart.Moment.FOLLOWING;
import static io.jenkins.plugins.ngenea.restart.Moment.HUB_DOWN;
import static io.jenkins.plugins.ngenea.restart.Moment.JOB_ENDED;
import static io.jenkins.plugins.ngenea.restart.Moment.SECOND_JOB;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What must become of a build and its job, for every moment and kind of build and every way Jenkins stops. */
final class RestartTable {
    private static final String SEARCHED = "The Hub accepted the request: found job ";

    /** Of builds that go on. Their Hub has exactly one job, sent once. */
    private static final Map<Moment, GoesOn> GOES_ON = Map.of(
            BEFORE_SUBMIT, new GoesOn("SUCCESS", "SUCCESS", "Job \\d submitted"),
            DURING_SUBMIT, new GoesOn("SUCCESS", "SUCCESS", SEARCHED),
            AFTER_SUBMIT, new GoesOn("SUCCESS", "SUCCESS", SEARCHED),
            FOLLOWING, new GoesOn("SUCCESS", "SUCCESS", "Jenkins restarted. Continuing with job "),
            HUB_DOWN, new GoesOn("SUCCESS", "SUCCESS", "Reconnected to Hub"),
            CANCELLING, new GoesOn("ABORTED", "CANCELLED", "Asked Hub CANCELLING |has not been cancelled yet: "),
            CANCEL_LEFT_BEHIND, new GoesOn("SUCCESS", "CANCELLED", "has not been cancelled yet: "),
            JOB_ENDED, new GoesOn("FAILURE", "FAILURE", "disk is full"),
            END_WRITTEN, new GoesOn("SUCCESS", "SUCCESS", "ended: SUCCESS"),
            SECOND_JOB, new GoesOn("SUCCESS", "SUCCESS", "Jenkins restarted. Continuing with job "));

    /** Of builds that do not: how their one job ends, which is shown until then. */
    private static final Map<Moment, String> FOLLOWED_IN_THE_BACKGROUND = Map.of(
            DURING_SUBMIT, "SUCCESS",
            AFTER_SUBMIT, "SUCCESS",
            FOLLOWING, "SUCCESS",
            HUB_DOWN, "SUCCESS",
            CANCELLING, "CANCELLED",
            CANCEL_LEFT_BEHIND, "CANCELLED",
            JOB_ENDED, "FAILURE",
            END_WRITTEN, "SUCCESS",
            SECOND_JOB, "SUCCESS");

    /** The whole log has no line that says something was sent. */
    private static final String NOTHING_SUBMITTED = "^(?s)(?!.*submitting workflow)";

    /** @param line a pattern that the build's log matches */
    private record GoesOn(String result, String jobState, String line) {}

    private RestartTable() {}

    /**
     * One restart point and what must come of it.
     *
     * @param result a pattern that the build's result matches
     * @param jobs how many jobs the Hub has for the build in the end
     * @param line a pattern that the build's log matches
     * @param shown whether its job is shown to administrators while it is followed in the background
     */
    record Cell(
            Stop stop, Moment moment, Kind kind, int jobs, String result, String jobState, String line, boolean shown) {
        String build() {
            return name(moment, kind);
        }

        @Override
        public String toString() {
            return stop + " " + build();
        }
    }

    static List<Cell> cells(Stop stop) {
        List<Cell> cells = new ArrayList<>();
        for (Moment moment : Moment.values()) {
            for (Kind kind : Kind.values()) {
                if (moment.fits(kind)) {
                    cells.add(cell(stop, moment, kind));
                }
            }
        }
        return cells;
    }

    private static Cell cell(Stop stop, Moment moment, Kind kind) {
        if (kind.goesOnAfter(stop, moment)) {
            GoesOn row = GOES_ON.get(moment);
            return new Cell(
                    stop, moment, kind, 1, row.result(), row.jobState(), row.line(), moment == CANCEL_LEFT_BEHIND);
        }
        String jobState = FOLLOWED_IN_THE_BACKGROUND.get(moment);
        return jobState == null
                ? new Cell(stop, moment, kind, 0, cutOff(stop, kind), "", NOTHING_SUBMITTED, false)
                : new Cell(stop, moment, kind, 1, cutOff(stop, kind), jobState, "submitting workflow", true);
    }

    /** The results that Jenkins gives to a build which cannot go on, as a pattern. */
    private static String cutOff(Stop stop, Kind kind) {
        return switch (kind) {
            case FREESTYLE -> "ABORTED";
            // Jenkins aborts it when it stops, and calls it failed if it did not come to the end of that
            case DISABLE_RESUME -> stop == Stop.KILL ? "FAILURE" : "ABORTED|FAILURE";
            default -> "FAILURE";
        };
    }

    static String name(Moment moment, Kind kind) {
        return moment + "-" + kind;
    }

    static String path(String build) {
        return "/mmfs1/data/" + build;
    }
}
