package io.jenkins.plugins.ngenea.output;

import io.jenkins.plugins.ngenea.concurrent.FairSlots;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.journal.StopReason;
import java.time.Duration;

/** What can be said of a run from its record alone, before its Hub is looked up or when it cannot be. */
public class RecordMessages {
    final JournalEntry entry;
    final HostMessages host;

    public RecordMessages(JournalEntry entry, HostMessages host) {
        this.entry = entry;
        this.host = host;
    }

    private String hub() {
        return "Hub " + entry.hub();
    }

    private String job() {
        return "job " + entry.jobId();
    }

    /** The Hub takes no further job for now. */
    public String waitingForSlot(FairSlots.Wait wait) {
        return "Waiting for " + slot(wait)
                + ". Nothing is submitted until then. An administrator can raise the limit on" + " jobs at once.";
    }

    private String slot(FairSlots.Wait wait) {
        return (wait.slots() == 1 ? "the only slot" : "one of " + wait.slots() + " slots") + " on " + hub() + " ("
                + wait.ahead() + " ahead)";
    }

    public String stoppedInLine(FairSlots.Wait wait) {
        return "Stopped while waiting for " + slot(wait) + ". Nothing was submitted.";
    }

    public String withheld() {
        return "The build ended first. Nothing was submitted to " + hub() + ".";
    }

    public String nothingSubmitted() {
        return "Stopped before anything was submitted to " + hub() + ".";
    }

    public String statusOfSubmit() {
        return "submitting to " + hub();
    }

    public String statusOfWait(FairSlots.Wait wait) {
        return "waiting for " + slot(wait);
    }

    public String statusBeforeSubmit() {
        return "waiting to submit to " + hub();
    }

    public String statusOfSearch() {
        return "looking on " + hub() + " for the job of a request with an unknown result";
    }

    /**
     * For the status of a step.
     *
     * @param last null if the job was never seen
     */
    public String statusOfJob(Job last) {
        return "waiting for " + job() + " on " + hub() + (last == null ? "" : " (" + last.stateName() + ")");
    }

    /** A run that is told to stop, and whose job is known. */
    public String leftBehindUnseen(StopReason why) {
        return dueTo(why) + "Job " + entry.jobId() + " on " + hub()
                + (entry.isCancelledFor(why) ? " is being cancelled in the background." : " continues.");
    }

    /** A run that is told to stop, and whose request is out, or about to go. */
    public String aheadOfJob(StopReason why) {
        return dueTo(why)
                + (entry.isCancelledFor(why) ? host.cancelsLater() : "If the Hub creates a job, it is not cancelled.");
    }

    /** An abort or a timeout has been told of; that a build ends by itself has not. */
    static String dueTo(StopReason why) {
        return why == StopReason.BUILD_FAILED ? "The build failed. " : "";
    }

    /** The build of a run ended by itself; its request is out, or about to go. */
    public String endedAheadOfJob() {
        return "The build ended before " + hub() + " answered the request. If the Hub creates a job, " + host.program()
                + " polls it in the background and shows it on the page of this build.";
    }

    /**
     * The build of a run ended by itself.
     *
     * @param link to the job, with what is to be before it
     */
    public String polledWithoutBuild(String link) {
        return "The build ended, but job " + entry.jobId() + " on " + hub() + " continues" + link + " " + host.program()
                + " polls it in the background. The page of this build shows how it ends.";
    }

    /** For the outcome of a run that was told to stop. */
    public String unanswered(StopReason why) {
        return hub() + " has not answered the request yet. " + aheadOfJob(why);
    }

    /** For the outcome of a run that was told to stop while it looks for its job. */
    public String stillSearching(StopReason why) {
        return "It is not known yet whether " + hub()
                + " accepted the request, because it has not listed its jobs yet. " + aheadOfJob(why);
    }

    /** Of a record that an earlier process left, and that may be of the step which is about to submit. */
    public String inTheWay() {
        String to = hub() + (entry.hubUrl().isEmpty() ? "" : " (" + entry.hubUrl() + ")");
        return (entry.hasJob()
                        ? "This build submitted " + job() + " to " + to + " (" + request() + ")"
                        : "This build may have submitted a job of " + request() + " to " + to
                                + (entry.newestBefore().isEmpty()
                                        ? ""
                                        : " (with an id above " + entry.newestBefore() + ")"))
                + " before " + host.program()
                + " restarted, and no step has taken it over. This step may have submitted"
                + " it then, with a different request (paths that contain a time stamp, for example). Check the job in"
                + " the Hub before you run this again.";
    }

    private String request() {
        return "workflow '" + RemoteText.name(entry.workflow()) + "' at site " + RemoteText.name(entry.site());
    }

    public static String waitingForTakeover(String inTheWay, Duration patience) {
        return inTheWay + " Waiting up to " + RunMessages.time(patience) + " for this to resolve.";
    }

    public static String notTakenOver(String inTheWay) {
        return "Nothing was submitted. " + inTheWay;
    }

    /** The run of a job that is known has not come as far as to ask its Hub: its key is being looked up. */
    public String notYetAsked() {
        return "Job " + entry.jobId() + " on " + hub() + " has not been cancelled yet: " + host.program()
                + " is still looking up the credential. " + host.cancelsOn(entry.jobId());
    }

    public String timedOut() {
        return "The timeout of "
                + RunMessages.time(Duration.ofMillis(entry.terms().deadlineMillis() - entry.startedMillis()))
                + " has expired.";
    }

    public String abortedAfterTimeout() {
        return "The timeout had already expired before the abort, so this still counts as a timeout. "
                + (entry.hasJob()
                        ? "Job " + entry.jobId() + " on " + hub() + " is being cancelled."
                        : "If " + hub() + " creates a job, it is still cancelled.");
    }

    /** The name of the record's Hub is that of another server by now. */
    public String otherServer(String url) {
        return "Hub '" + entry.hub() + "' now has the address " + url + ". " + host.program()
                + " does not ask it for jobs of the Hub at " + entry.hubUrl() + ".";
    }

    /** No Hub has the address of the record any more. */
    public String recordStays(String why) {
        return why + " "
                + (entry.hasJob()
                        ? "Job " + entry.jobId() + " is neither polled nor cancelled."
                        : "It is not known whether that Hub accepted the request.")
                + " Its record is kept, and used the next time " + host.program()
                + " starts with a Hub configured at that address.";
    }

    /** There is no connection to the Hub of a job, or to that of a request that may have been accepted. */
    public String notConnected(String why) {
        return why
                + (entry.hasJob()
                        ? " Job " + entry.jobId() + " continues on " + hub() + ". " + toWaitAgain()
                        : " It is not known whether " + hub() + " accepted the request: look there for a job of "
                                + request() + " before you run this again.");
    }

    /** A run of an earlier process cannot go on before that is mended. */
    public static String notConnectedYet(String why, Duration patience) {
        return why + " Retrying for up to " + RunMessages.time(patience) + ".";
    }

    /** The run ends here, but a later process takes it up. */
    public String leftForRestart(String why) {
        return notConnected(why) + " The record of this run is kept, and used the next time " + host.program()
                + " starts.";
    }

    String toWaitAgain() {
        return host.toWaitAgain() + waitFor(entry.jobId());
    }

    String waitFor(String jobId) {
        return host.waitFor(jobId, entry.hub(), entry.credentialsId());
    }

    public String newerKey() {
        return "The Hub refused the key. " + host.program() + " has a newer one and continues with that.";
    }

    public String refusedKey(String why) {
        return why + " Store a valid key or login with permission for this in "
                + host.placeOfKey(entry.hub(), entry.credentialsId()) + ".";
    }

    /** Why it is not known what came of a request that another process sent. */
    public String restartedWhileOut() {
        return host.program() + " restarted before the Hub answered.";
    }
}
