package io.jenkins.plugins.ngenea.follow;

import io.jenkins.plugins.ngenea.hub.Discovery;
import io.jenkins.plugins.ngenea.hub.HubException;
import io.jenkins.plugins.ngenea.hub.HubUrl;
import io.jenkins.plugins.ngenea.hub.Job;
import io.jenkins.plugins.ngenea.hub.JobState;
import io.jenkins.plugins.ngenea.hub.RemoteText;
import io.jenkins.plugins.ngenea.hub.TaskFailure;
import io.jenkins.plugins.ngenea.hub.WorkflowBody;
import io.jenkins.plugins.ngenea.hub.WorkflowRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The sentences of a run's log. Everything that came from the Hub is clean already when it gets here. */
final class RunWords {
    private static final int FAILURES_SHOWN = 10;

    private final JournalEntry entry;
    private final HubUrl url;
    private final Voice voice;

    RunWords(JournalEntry entry, HubUrl url, Voice voice) {
        this.entry = entry;
        this.url = url;
        this.voice = voice;
    }

    private String hub() {
        return "Hub " + entry.hub() + " (" + url + ")";
    }

    private String link() {
        return url.jobPage(entry.jobId());
    }

    private String job() {
        return "Job " + entry.jobId();
    }

    /** The Hub takes no further job for now. */
    static String waitingForPlace(JournalEntry entry, Places.Wait wait, Voice voice) {
        return "Waiting for " + place(entry, wait) + ", because so many jobs of this " + voice.program()
                + " may be there at once. Nothing is submitted until then. An administrator can raise the number.";
    }

    static String place(JournalEntry entry, Places.Wait wait) {
        return "one of " + wait.places() + (wait.places() == 1 ? " place" : " places") + " at Hub " + entry.hub() + " ("
                + wait.ahead() + " ahead)";
    }

    static String stoppedInLine(JournalEntry entry, Places.Wait wait) {
        return "Stopped while waiting for " + place(entry, wait) + ". Nothing was submitted.";
    }

    static String withheld(JournalEntry entry) {
        return "The build was over before anything was submitted to Hub " + entry.hub() + "; so nothing is.";
    }

    static String nothingSubmitted(JournalEntry entry) {
        return "Stopped before anything was submitted to Hub " + entry.hub() + ".";
    }

    String submitting(WorkflowBody body) {
        WorkflowRequest request = body.request();
        StringBuilder text = new StringBuilder(hub() + ": submitting workflow '" + RemoteText.name(request.workflow())
                + "' at site " + RemoteText.name(request.site()) + " with " + body.pathCount()
                + (body.pathCount() == 1 ? " path" : " paths"));
        if (Discovery.NONE.equals(request.discovery())) {
            text.append(", no discovery");
        } else if (request.discovery() != null) {
            text.append(", discovery ").append(RemoteText.name(request.discovery()));
        }
        if (request.queue() != null) {
            text.append(", queue ").append(RemoteText.name(request.queue()));
        }
        return text.toString();
    }

    String submitted() {
        return job() + " submitted: " + link();
    }

    String following() {
        return hub() + ": following job " + entry.jobId() + ": " + link();
    }

    /**
     * @param restarted whether an earlier process wrote the record
     */
    String resumed(boolean restarted) {
        return (restarted ? voice.program() + " was restarted; going on" : "Going on") + " with job " + entry.jobId()
                + ": " + link();
    }

    String progress(Job job) {
        String counts = counts(job.counts());
        return job() + " is " + job.stateName() + (counts.isEmpty() ? "" : " (" + counts + ")");
    }

    String paused() {
        return job() + " is PAUSED: it waits for somebody to resume it in the Hub: " + link();
    }

    String unknownState(Job job) {
        return "WARNING: " + job() + " is in a state that this plugin does not know ('" + job.stateWord()
                + "'). It is followed on. Please report the word to the plugin's maintainers.";
    }

    String lostContact(HubException why, Duration patience) {
        String hope =
                RetryBudget.isRefusedKey(why) ? ", in case the key is being switched or the Hub is restarting." : ".";
        return "Lost contact: " + why.getMessage() + " Trying on for up to " + time(patience) + hope;
    }

    String back(Duration lost) {
        return hub() + " is back again after " + time(lost) + ".";
    }

    String searching(String why) {
        return "The answer to the submit was lost: " + why
                + " It is not sent again, because the Hub may have taken it. Looking for the job in the Hub's list.";
    }

    String found() {
        return "The Hub took the request after all: job " + entry.jobId() + ": " + link();
    }

    /** @param candidates ids of jobs that may be ours */
    String unknownSubmit(WorkflowRequest request, List<String> candidates) {
        StringBuilder text = new StringBuilder("It is not known whether " + hub()
                + " took the request, and it was not sent again. Look in the Hub for a"
                + " job of workflow '" + RemoteText.name(entry.workflow()) + "' at site "
                + RemoteText.name(entry.site()));
        if (request != null) {
            text.append(firstPath(request));
        }
        if (!entry.newestBefore().isEmpty()) {
            text.append(", with an id above ").append(entry.newestBefore());
        }
        if (!candidates.isEmpty()) {
            text.append(" (it could be ").append(String.join(", ", candidates)).append(')');
        }
        text.append(". If it is there, follow it with ").append(waitFor("<its id>"));
        return text.append(". Run this again only if it is not there.").toString();
    }

    private static String firstPath(WorkflowRequest request) {
        try (var paths = request.paths().open()) {
            return paths.hasNext() ? ", whose first path is " + RemoteText.line(paths.next()) : "";
        } catch (java.io.IOException | java.io.UncheckedIOException e) {
            return "";
        }
    }

    private String waitFor(String jobId) {
        return voice.waitFor(jobId, entry.hub());
    }

    String goesOn() {
        return job() + " goes on in the Hub: " + link() + " To follow it on: " + waitFor(entry.jobId());
    }

    /** Nobody will wait for the end of the cancel. */
    String leftBehind() {
        return entry.cancelOnAbort() ? job() + " of " + hub() + " is cancelled in the background: " + link() : goesOn();
    }

    /** The same, without its link: the Hub has not been looked up yet. */
    static String leftBehindUnseen(JournalEntry entry) {
        return "Job " + entry.jobId() + " of Hub " + entry.hub()
                + (entry.cancelOnAbort() ? " is cancelled in the background." : " goes on.");
    }

    /** An aborted run whose request is out, or about to go. */
    static String aheadOfJob(JournalEntry entry, Voice voice) {
        return entry.cancelOnAbort() ? voice.cancelsLater() : "If a job comes of it, it is left alone.";
    }

    /** Of a record that an earlier process left, and that may be of the step which is about to submit. */
    static String inTheWay(JournalEntry left, Voice voice) {
        String hub = "Hub " + left.hub() + (left.hubUrl().isEmpty() ? "" : " (" + left.hubUrl() + ")");
        String request = "workflow '" + RemoteText.name(left.workflow()) + "' at site " + RemoteText.name(left.site());
        String what = left.hasJob()
                ? "Job " + left.jobId() + " of " + hub + ", " + request + ","
                : "A job of " + request + " that " + hub + " may have made"
                        + (left.newestBefore().isEmpty() ? "" : ", with an id above " + left.newestBefore() + ",");
        return what + " was submitted by this build before " + voice.program()
                + " was restarted, and no step has taken it over. It may be what this step did then, with another request"
                + " (paths that hold a time stamp, for example). Look at it in the Hub before you run this again.";
    }

    String ended(Job job, Duration took) {
        String counts = counts(job.counts());
        return job() + " ended: " + job.stateName() + " after " + time(took)
                + (counts.isEmpty() ? "" : " (" + counts + ")");
    }

    /** What failed, a line each; capped. */
    static List<String> failures(List<TaskFailure> failures) {
        List<String> all = TaskFailure.lines(failures);
        List<String> lines = new ArrayList<>();
        all.stream().limit(FAILURES_SHOWN).forEach(failure -> lines.add("  " + failure));
        if (all.size() > FAILURES_SHOWN) {
            lines.add("  and more");
        }
        return lines;
    }

    String failed(Job job, List<TaskFailure> failures) {
        return job() + " of " + hub() + " ended with " + job.stateName() + ". Part of the files may be done."
                + (failures.isEmpty() ? " The Hub names no failed task." : "")
                + (job.state() == JobState.UNKNOWN_END
                        ? " It counts as failed because this plugin does not know that state: look whether it went well."
                        : "")
                + " See " + link();
    }

    String cancelledByOthers() {
        return job() + " was cancelled in " + hub() + ": " + link();
    }

    String asked() {
        return "Asked " + hub() + " to cancel job " + entry.jobId() + ".";
    }

    String notCancelled(String why) {
        return "Job " + entry.jobId() + " could not be cancelled: " + why + " " + goesOn();
    }

    String notYetCancelled(String why) {
        return "Job " + entry.jobId() + " is not cancelled yet: " + why + " " + voice.cancelsOn(entry.jobId()) + " See "
                + link();
    }

    /** The run of a job that is known has not come as far as to ask its Hub: its key is being looked up. */
    static String notYetAsked(JournalEntry entry, Voice voice) {
        return "Job " + entry.jobId() + " of Hub " + entry.hub()
                + " is not cancelled yet: the credential for it is still being looked up. "
                + voice.cancelsOn(entry.jobId());
    }

    String stillEnding(Job job) {
        return "The Hub was asked to cancel job " + entry.jobId() + ", which is still "
                + (job == null ? "running" : job.stateName()) + ": " + link();
    }

    String endedWhileStopping(Job job) {
        return job() + " ended with " + job.stateName() + ": " + link();
    }

    String lost(String why) {
        return "Job " + entry.jobId() + " cannot be followed any more: " + why + " " + goesOn();
    }

    static String timedOut(JournalEntry entry) {
        return "The timeout of " + time(Duration.ofMillis(entry.deadlineMillis() - entry.startedMillis()))
                + " has passed.";
    }

    static String abortedAfterTimeout(JournalEntry entry) {
        return "The abort came after the timeout had passed, which is ending this already: it stays a timeout. "
                + (entry.hasJob()
                        ? "The cancel of job " + entry.jobId() + " of Hub " + entry.hub() + " is under way."
                        : "A job that Hub " + entry.hub() + " makes of the request is cancelled all the same.");
    }

    static String counts(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }

    static String time(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        return seconds / 3600 + " h" + (seconds % 3600 < 60 ? "" : " " + seconds % 3600 / 60 + " min");
    }
}
