package io.jenkins.plugins.ngenea.hub.check;

import io.jenkins.plugins.ngenea.hub.JobParser;
import io.jenkins.plugins.ngenea.hub.check.CheckRow.Thing;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.JobState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What one job shows: a run follows its job by it. */
final class JobRows {
    private static final String NO_JOB = "There is no job to look at: run a workflow, then check again.";
    private static final String NOT_SHOWN = "The job does not show it.";
    private static final int MOST_WORDS = 20;

    /** A word that is longer, or has other letters, is no name of a state and may be anything. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z _-]{0,29}");

    private final String id;
    private final Look look;
    private final Look list;
    private final List<String> describedStates;
    private final Job job;

    /**
     * @param id null if the Hub has no job
     * @param describedStates those of the Hub's description; empty if it has none
     */
    JobRows(String id, Look look, Look list, List<String> describedStates) {
        this.id = id;
        this.look = look;
        this.list = list;
        this.describedStates = describedStates;
        this.job = look.isThere() ? JobParser.job(look.answer(), id) : null;
    }

    List<CheckRow> rows() {
        List<CheckRow> rows = new ArrayList<>();
        rows.add(oneJob());
        rows.add(words());
        if (job != null) {
            rows.add(end());
            rows.add(names());
            rows.add(counters());
            rows.add(request());
        }
        rows.add(CheckRow.useful("the page of a job")
                .assumed(
                        "Nothing that a check may ask for shows its address.",
                        "Links lead to the configured page of a job."));
        return rows;
    }

    private CheckRow oneJob() {
        Thing thing = CheckRow.needed("a job shows its state");
        if (id == null) {
            return thing.assumed(NO_JOB, "A run needs it to know how its job ends.");
        }
        if (!look.isThere()) {
            return thing.is(look.finding(Finding.ASSUMED), look.sentence(), "A run loses contact with its job.");
        }
        boolean shows = job != null && !job.stateWord().isEmpty();
        return shows
                ? thing.seen("It does.", "A run follows its job by it.")
                : thing.contradicted(NOT_SHOWN, "A run loses contact with its job.");
    }

    private CheckRow words() {
        Thing thing = CheckRow.useful("words for states are known");
        Set<String> seen = new LinkedHashSet<>();
        list.jobs().stream().map(Job::stateWord).filter(word -> !word.isEmpty()).forEach(seen::add);
        Set<String> unknown = new TreeSet<>();
        Set<String> all = new LinkedHashSet<>(seen);
        all.addAll(describedStates);
        for (String word : all) {
            if (JobState.of(word) == JobState.UNKNOWN) {
                unknown.add(WORD.matcher(word).matches() ? word : "(a word that is not shown)");
            }
        }
        if (!unknown.isEmpty()) {
            return thing.contradicted(
                    "Not known: "
                            + String.join(
                                    ", ", unknown.stream().limit(MOST_WORDS).toList()) + ".",
                    "A job in such a state is followed until it shows when it ended.");
        }
        String then = "A job in a state that is not known is followed until it shows when it ended.";
        if (!describedStates.isEmpty()) {
            return thing.is(Finding.SCHEMA, "All of them are.", then);
        }
        return seen.isEmpty()
                ? thing.is(Finding.DOCUMENTED, "No state was seen.", then)
                : thing.seen("Seen: " + known(seen) + ".", then);
    }

    private static String known(Set<String> seen) {
        return String.join(", ", new TreeSet<>(seen).stream().limit(MOST_WORDS).toList());
    }

    private CheckRow end() {
        Thing thing = CheckRow.useful("a job shows when it ended");
        String then = "It ends a job whose state is not known.";
        if (!job.state().isEnd()) {
            return thing.assumed("There is no job that ended.", then);
        }
        return job.completed()
                ? thing.seen("It does.", then)
                : thing.contradicted(NOT_SHOWN, "A job whose state is not known is followed to the timeout.");
    }

    private CheckRow names() {
        Thing thing = CheckRow.useful("a job shows its workflow and site");
        boolean both = !job.workflow().isEmpty() && !job.site().isEmpty();
        return both
                ? thing.seen("It does.", "They are shown, and tell a lost job from others.")
                : thing.contradicted("One of them is missing.", "A job whose answer was lost may not be found.");
    }

    private CheckRow counters() {
        Thing thing = CheckRow.useful("a job shows counters");
        return job.counts().isEmpty()
                ? thing.contradicted("It does not.", "The log shows no progress.")
                : thing.seen(
                        "It does" + (job.share().isPresent() ? "." : ", but not how much there is in total."),
                        "The log shows them.");
    }

    private CheckRow request() {
        Thing thing = CheckRow.useful("a job shows what was submitted");
        boolean paths = job.shown().pathsDigest() != null;
        boolean details = job.shown().discovery() != null || job.shown().fields() != null;
        return paths || details
                ? thing.seen(
                        paths && details ? "Paths and parameters." : paths ? "Its paths." : "Its parameters.",
                        "A job whose answer was lost is known by them.")
                : thing.assumed(
                        "This job does not.",
                        "A job whose answer was lost is known only if no other is like it; else a person must look.");
    }
}
