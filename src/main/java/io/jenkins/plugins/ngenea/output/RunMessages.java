package io.jenkins.plugins.ngenea.output;

import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.model.Discovery;
import io.jenkins.plugins.ngenea.hub.model.FileCounts;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.JobState;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import io.jenkins.plugins.ngenea.hub.model.TaskFailure;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import io.jenkins.plugins.ngenea.hub.model.WorkflowRequest;
import io.jenkins.plugins.ngenea.hub.schema.HubSchema;
import io.jenkins.plugins.ngenea.hub.schema.JobCall;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.journal.StopReason;
import io.jenkins.plugins.ngenea.poll.RetryBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The sentences in the log of a run. Everything that came from the Hub is already sanitized here. */
public final class RunMessages extends RecordMessages {
    private static final int FAILURES_SHOWN = 10;
    private static final int REASONS_SHOWN = 5;
    private static final int CALLS_SHOWN = 5;

    private final HubUrl url;

    public RunMessages(JournalEntry entry, HubUrl url, HostMessages host) {
        super(entry, host);
        this.url = url;
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

    public String submitting(WorkflowBody body) {
        WorkflowRequest request = body.request();
        StringBuilder text = new StringBuilder(hub() + ": submitting workflow '" + RemoteText.name(request.workflow())
                + "' at site " + RemoteText.name(request.site()) + " with " + paths(body));
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

    /**
     * The first one as it is, or no path at all: a log hides the secrets of a build only where they are whole, so nothing is cut
     * off or replaced.
     */
    private static String paths(WorkflowBody body) {
        long count = body.pathCount();
        String first = body.firstPath();
        if (first.isEmpty() || !RemoteText.line(first).equals(first)) {
            return count + (count == 1 ? " path" : " paths");
        }
        return count == 1 ? first : first + " and " + (count - 1) + (count == 2 ? " more path" : " more paths");
    }

    public String submitted() {
        return job() + " submitted: " + link();
    }

    public String following() {
        return "Waiting for job " + entry.jobId() + " on " + hub() + ": " + link();
    }

    /**
     * @param restarted whether an earlier process wrote the record
     */
    public String resumed(boolean restarted) {
        return (restarted ? host.program() + " restarted. " : "") + "Continuing with job " + entry.jobId() + ": "
                + link();
    }

    String progress(Job job) {
        return job() + " is " + job.stateName() + counts(job);
    }

    /**
     * @param reason what the Hub says of the site, without a full stop
     */
    public String waits(Job job, String site, String reason) {
        return job() + " is still " + job.stateName() + ". Site " + RemoteText.name(site) + ": " + reason + ".";
    }

    String paused() {
        return job() + " is PAUSED until somebody resumes it in the Hub: " + link();
    }

    String unknownState(Job job) {
        return "WARNING: " + job() + " is in a state that this plugin does not know ('" + job.stateWord()
                + "'). Polling continues. Please report this state to the plugin's maintainers.";
    }

    public String lostContact(HubException why, Duration patience) {
        String hope =
                RetryBudget.isRefusedKey(why) ? " in case the key is being rotated or the Hub is restarting." : ".";
        return "Lost contact: " + why.getMessage() + " Retrying for up to " + time(patience) + hope;
    }

    public String back(Duration lost) {
        return "Reconnected to " + hub() + " after " + time(lost) + ".";
    }

    public String searching(String why) {
        return "The result of the submit is unknown: " + why
                + " The Hub may have accepted the request, so it is not sent again. Looking for the job in the Hub's list.";
    }

    public String found() {
        return "The Hub accepted the request: found job " + entry.jobId() + ": " + link();
    }

    /** @param candidates ids of jobs that may be ours */
    public String unknownSubmit(WorkflowRequest request, List<String> candidates) {
        StringBuilder text = new StringBuilder("It is not known whether " + hub()
                + " accepted the request, and it was not sent again. Look in the Hub for a"
                + " job of workflow '" + RemoteText.name(entry.workflow()) + "' at site "
                + RemoteText.name(entry.site()));
        if (request != null) {
            text.append(firstPath(request));
        }
        if (!entry.newestBefore().isEmpty()) {
            text.append(", with an id above ").append(entry.newestBefore());
        }
        if (!candidates.isEmpty()) {
            text.append(" (candidates: ").append(String.join(", ", candidates)).append(')');
        }
        text.append(". If you find it, wait for it with ").append(waitFor("<its id>"));
        return text.append(". Run this again only if there is no such job.").toString();
    }

    private static String firstPath(WorkflowRequest request) {
        try (var paths = request.paths().open()) {
            return paths.hasNext() ? " whose first path is " + RemoteText.line(paths.next()) : "";
        } catch (java.io.IOException | java.io.UncheckedIOException e) {
            return "";
        }
    }

    public String goesOn() {
        return job() + " continues in the Hub: " + link() + " " + toWaitAgain();
    }

    /** Nobody will wait for the end of the cancel. */
    public String leftBehind(StopReason why) {
        return dueTo(why)
                + (entry.isCancelledFor(why)
                        ? job() + " on " + hub() + " is being cancelled in the background: " + link()
                        : goesOn());
    }

    /** The build ended by itself. */
    public String polledWithoutBuild() {
        return new RecordMessages(entry, host).polledWithoutBuild(": " + link());
    }

    public String ended(Job job, Duration took) {
        return job() + " ended: " + job.stateName() + " after " + time(took) + counts(job);
    }

    private static String counts(Job job) {
        String counts = FileCounts.of(job.counts()).text();
        return counts.isEmpty() ? "" : " (" + counts + ")";
    }

    public static String retriedFor(String why, Duration patience) {
        return why + " Retried for " + time(patience) + ".";
    }

    public static String unexplained(String why) {
        return "Cannot read from the Hub why the job failed: " + why;
    }

    /** Why there is no list of what failed. */
    public static String noReasons(Duration patience) {
        return "no answer within " + time(patience) + ".";
    }

    public static String internalError(String name) {
        return "An internal error occurred (" + name + ").";
    }

    public static String unreadableRequest(String name) {
        return "Cannot read the request (" + name + ").";
    }

    public static String unreadableJournal(Exception why) {
        return "Cannot read the plugin's journal: " + why + ". Nothing was submitted again.";
    }

    public static String unwrittenRecord(Exception why) {
        return andNothingSubmitted("Cannot write the record of this run: " + why + ". Check the disk that holds it.");
    }

    public static String andNothingSubmitted(String why) {
        return why + " Nothing was submitted.";
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
        return job() + " on " + hub() + " ended with " + job.stateName() + ". Some files may have been processed."
                + (failures.isEmpty() ? " No failed task was found on the Hub." : "")
                + (job.state() == JobState.UNKNOWN_END
                        ? " It counts as failed because this plugin does not know that state; check in the Hub whether it succeeded."
                        : "")
                + " See " + link();
    }

    public String cancelledByOthers() {
        return job() + " was cancelled on " + hub() + ": " + link();
    }

    public String asked() {
        return "Asked " + hub() + " to cancel job " + entry.jobId() + ".";
    }

    /** Once for each run that cancels with another call than the assumed one. */
    public String otherCancel(JobCall call) {
        return hub() + " describes another call to cancel a job: " + call + ". Using it.";
    }

    /** The Hub shows the job and knows no call at the address. */
    public static String noSuchCancel(int status) {
        return "this Hub does not support cancelling jobs (HTTP " + status + ").";
    }

    /** Why its own description of its API does not help. */
    public static String noOtherCancel(String refusal, Optional<HubSchema> schema) {
        return refusal + " "
                + schema.map(HubSchema::cancels)
                        .map(RunMessages::describedCancels)
                        .orElse("It has no description of its API that this plugin can read.");
    }

    private static String describedCancels(List<JobCall> calls) {
        String all = calls.stream().limit(CALLS_SHOWN).map(JobCall::toString).collect(Collectors.joining(", "));
        return switch (calls.size()) {
            case 0 -> "The description of its API names no call that cancels a job.";
            case 1 -> "The description of its API names only " + all + ".";
            default -> "The description of its API names no single call that cancels a job, but " + all + ".";
        };
    }

    public String notCancelled(String why) {
        return "Job " + entry.jobId() + " could not be cancelled: " + why + " " + goesOn();
    }

    public String notYetCancelled(String why) {
        return "Job " + entry.jobId() + " has not been cancelled yet: " + why + " " + host.cancelsOn(entry.jobId())
                + " See " + link();
    }

    public String stillEnding(Job job) {
        return "The Hub was asked to cancel job " + entry.jobId() + ", which is still "
                + (job == null ? "running" : job.stateName()) + ": " + link();
    }

    public String endedWhileStopping(Job job) {
        return job() + " ended with " + job.stateName() + ": " + link();
    }

    public String lost(String why) {
        return "Lost track of job " + entry.jobId() + ": " + why + " " + goesOn();
    }

    /** The Hub has never had a job that was not submitted here. */
    public String noSuchJob() {
        return hub() + " has no job " + entry.jobId() + ", or this key may not see it. Check 'job' and 'hub'.";
    }

    /** The first things that failed, each on a line of its own, to be put behind a sentence; empty if the Hub names none. */
    public static String firstReasons(List<TaskFailure> failures) {
        List<String> all = TaskFailure.lines(failures);
        StringBuilder text = new StringBuilder();
        all.stream().limit(REASONS_SHOWN).forEach(failure -> text.append("\n  ").append(failure));
        return text.append(all.size() > REASONS_SHOWN ? "\n  and more" : "").toString();
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
