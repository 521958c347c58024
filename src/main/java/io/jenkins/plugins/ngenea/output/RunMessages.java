package io.jenkins.plugins.ngenea.output;

import io.jenkins.plugins.ngenea.concurrent.FairSlots;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.model.Discovery;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.JobState;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import io.jenkins.plugins.ngenea.hub.model.TaskFailure;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import io.jenkins.plugins.ngenea.hub.model.WorkflowRequest;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.poll.RetryBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The sentences of a run's log. Everything that came from the Hub is clean already when it gets here. */
public final class RunMessages {
    private static final int FAILURES_SHOWN = 10;
    private static final int REASONS_SHOWN = 5;

    private final JournalEntry entry;
    private final HubUrl url;
    private final HostMessages host;

    public RunMessages(JournalEntry entry, HubUrl url, HostMessages host) {
        this.entry = entry;
        this.url = url;
        this.host = host;
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
    public static String waitingForSlot(JournalEntry entry, FairSlots.Wait wait, HostMessages host) {
        return "Waiting for " + place(entry, wait) + ", because so many jobs of this " + host.program()
                + " may be there at once. Nothing is submitted until then. An administrator can raise the number.";
    }

    public static String place(JournalEntry entry, FairSlots.Wait wait) {
        return "one of " + wait.slots() + (wait.slots() == 1 ? " place" : " places") + " at Hub " + entry.hub() + " ("
                + wait.ahead() + " ahead)";
    }

    public static String stoppedInLine(JournalEntry entry, FairSlots.Wait wait) {
        return "Stopped while waiting for " + place(entry, wait) + ". Nothing was submitted.";
    }

    public static String withheld(JournalEntry entry) {
        return "The build was over before anything was submitted to Hub " + entry.hub() + "; so nothing is.";
    }

    public static String nothingSubmitted(JournalEntry entry) {
        return "Stopped before anything was submitted to Hub " + entry.hub() + ".";
    }

    public String submitting(WorkflowBody body) {
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

    public String submitted() {
        return job() + " submitted: " + link();
    }

    public String following() {
        return hub() + ": following job " + entry.jobId() + ": " + link();
    }

    /**
     * @param restarted whether an earlier process wrote the record
     */
    public String resumed(boolean restarted) {
        return (restarted ? host.program() + " was restarted; going on" : "Going on") + " with job " + entry.jobId()
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

    public String lostContact(HubException why, Duration patience) {
        String hope =
                RetryBudget.isRefusedKey(why) ? ", in case the key is being switched or the Hub is restarting." : ".";
        return "Lost contact: " + why.getMessage() + " Trying on for up to " + time(patience) + hope;
    }

    public String back(Duration lost) {
        return hub() + " is back again after " + time(lost) + ".";
    }

    public String searching(String why) {
        return "The answer to the submit was lost: " + why
                + " It is not sent again, because the Hub may have taken it. Looking for the job in the Hub's list.";
    }

    public String found() {
        return "The Hub took the request after all: job " + entry.jobId() + ": " + link();
    }

    /** @param candidates ids of jobs that may be ours */
    public String unknownSubmit(WorkflowRequest request, List<String> candidates) {
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
        return host.waitFor(jobId, entry.hub());
    }

    public String goesOn() {
        return job() + " goes on in the Hub: " + link() + " To follow it on: " + waitFor(entry.jobId());
    }

    /** Nobody will wait for the end of the cancel. */
    public String leftBehind() {
        return entry.cancelOnAbort() ? job() + " of " + hub() + " is cancelled in the background: " + link() : goesOn();
    }

    /** The same, without its link: the Hub has not been looked up yet. */
    public static String leftBehindUnseen(JournalEntry entry) {
        return "Job " + entry.jobId() + " of Hub " + entry.hub()
                + (entry.cancelOnAbort() ? " is cancelled in the background." : " goes on.");
    }

    /** An aborted run whose request is out, or about to go. */
    public static String aheadOfJob(JournalEntry entry, HostMessages host) {
        return entry.cancelOnAbort() ? host.cancelsLater() : "If a job comes of it, it is left alone.";
    }

    /** Of a record that an earlier process left, and that may be of the step which is about to submit. */
    public static String inTheWay(JournalEntry left, HostMessages host) {
        String hub = "Hub " + left.hub() + (left.hubUrl().isEmpty() ? "" : " (" + left.hubUrl() + ")");
        String request = "workflow '" + RemoteText.name(left.workflow()) + "' at site " + RemoteText.name(left.site());
        String what = left.hasJob()
                ? "Job " + left.jobId() + " of " + hub + ", " + request + ","
                : "A job of " + request + " that " + hub + " may have made"
                        + (left.newestBefore().isEmpty() ? "" : ", with an id above " + left.newestBefore() + ",");
        return what + " was submitted by this build before " + host.program()
                + " was restarted, and no step has taken it over. It may be what this step did then, with another request"
                + " (paths that hold a time stamp, for example). Look at it in the Hub before you run this again.";
    }

    public String ended(Job job, Duration took) {
        String counts = counts(job.counts());
        return job() + " ended: " + job.stateName() + " after " + time(took)
                + (counts.isEmpty() ? "" : " (" + counts + ")");
    }

    /** What failed, a line each; capped. */
    public static List<String> failures(List<TaskFailure> failures) {
        List<String> all = TaskFailure.lines(failures);
        List<String> lines = new ArrayList<>();
        all.stream().limit(FAILURES_SHOWN).forEach(failure -> lines.add("  " + failure));
        if (all.size() > FAILURES_SHOWN) {
            lines.add("  and more");
        }
        return lines;
    }

    public String failed(Job job, List<TaskFailure> failures) {
        return job() + " of " + hub() + " ended with " + job.stateName() + ". Part of the files may be done."
                + (failures.isEmpty() ? " The Hub names no failed task." : "")
                + (job.state() == JobState.UNKNOWN_END
                        ? " It counts as failed because this plugin does not know that state: look whether it went well."
                        : "")
                + " See " + link();
    }

    public String cancelledByOthers() {
        return job() + " was cancelled in " + hub() + ": " + link();
    }

    public String asked() {
        return "Asked " + hub() + " to cancel job " + entry.jobId() + ".";
    }

    public String notCancelled(String why) {
        return "Job " + entry.jobId() + " could not be cancelled: " + why + " " + goesOn();
    }

    public String notYetCancelled(String why) {
        return "Job " + entry.jobId() + " is not cancelled yet: " + why + " " + host.cancelsOn(entry.jobId()) + " See "
                + link();
    }

    /** The run of a job that is known has not come as far as to ask its Hub: its key is being looked up. */
    public static String notYetAsked(JournalEntry entry, HostMessages host) {
        return "Job " + entry.jobId() + " of Hub " + entry.hub()
                + " is not cancelled yet: the credential for it is still being looked up. "
                + host.cancelsOn(entry.jobId());
    }

    public String stillEnding(Job job) {
        return "The Hub was asked to cancel job " + entry.jobId() + ", which is still "
                + (job == null ? "running" : job.stateName()) + ": " + link();
    }

    public String endedWhileStopping(Job job) {
        return job() + " ended with " + job.stateName() + ": " + link();
    }

    public String lost(String why) {
        return "Job " + entry.jobId() + " cannot be followed any more: " + why + " " + goesOn();
    }

    public static String timedOut(JournalEntry entry) {
        return "The timeout of " + time(Duration.ofMillis(entry.deadlineMillis() - entry.startedMillis()))
                + " has passed.";
    }

    public static String abortedAfterTimeout(JournalEntry entry) {
        return "The abort came after the timeout had passed, which is ending this already: it stays a timeout. "
                + (entry.hasJob()
                        ? "The cancel of job " + entry.jobId() + " of Hub " + entry.hub() + " is under way."
                        : "A job that Hub " + entry.hub() + " makes of the request is cancelled all the same.");
    }

    /** The first things that failed, each on a line of its own, to be put behind a sentence; empty if the Hub names none. */
    public static String firstReasons(List<TaskFailure> failures) {
        List<String> all = TaskFailure.lines(failures);
        StringBuilder text = new StringBuilder();
        all.stream().limit(REASONS_SHOWN).forEach(failure -> text.append("\n  ").append(failure));
        return text.append(all.size() > REASONS_SHOWN ? "\n  and more" : "").toString();
    }

    static String counts(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }

    public static String time(Duration time) {
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
