package io.jenkins.plugins.ngenea.build;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.ngenea.config.HubConnections;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.config.NgeneaHub;
import io.jenkins.plugins.ngenea.config.NgeneaHubConfiguration;
import io.jenkins.plugins.ngenea.engine.Connection.ConnectionException;
import io.jenkins.plugins.ngenea.engine.HubJobRun;
import io.jenkins.plugins.ngenea.engine.RunPlan;
import io.jenkins.plugins.ngenea.hub.model.PathSource;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import io.jenkins.plugins.ngenea.hub.model.WorkflowRequest;
import io.jenkins.plugins.ngenea.journal.HubAccess;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.journal.RunTerms;
import io.jenkins.plugins.ngenea.journal.StepOfBuild;
import io.jenkins.plugins.ngenea.output.Outcome;
import io.jenkins.plugins.ngenea.report.NgeneaJobFailureCause;
import io.jenkins.plugins.ngenea.report.NgeneaJobResult;
import io.jenkins.plugins.ngenea.report.NgeneaJobsAction;
import io.jenkins.plugins.ngenea.report.ReportedJob;
import io.jenkins.plugins.ngenea.request.RequestFiles;
import io.jenkins.plugins.ngenea.request.RunSettings;
import io.jenkins.plugins.ngenea.request.WorkflowParameters;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Ties a {@link HubJobRun} to a Jenkins build: its Hub, its record, its log. Created for a new run and again after a
 * restart, when the journal takes precedence over the current configuration.
 */
public final class AttachedRun {
    private final Run<?, ?> build;
    private final TaskListener listener;
    private final RunSettings settings;
    private final JournalEntry entry;
    private final NgeneaHub hub;
    private final boolean hasRecord;

    private RegisteredRun run;

    private AttachedRun(
            Run<?, ?> build,
            TaskListener listener,
            RunSettings settings,
            JournalEntry entry,
            NgeneaHub hub,
            boolean hasRecord) {
        this.build = build;
        this.listener = listener;
        this.settings = settings;
        this.entry = entry;
        this.hub = hub;
        this.hasRecord = hasRecord;
    }

    /** Which run of which build; what the record is kept under. */
    public record Identity(String key, String node, long startedMillis, boolean resumed) {
        StepOfBuild step(Run<?, ?> build) {
            return new StepOfBuild(build.getExternalizableId(), node);
        }

        RunTerms terms(RunSettings settings) {
            Instant started = Instant.ofEpochMilli(startedMillis);
            Instant deadline =
                    settings.timeoutSeconds() == 0 ? null : started.plus(Duration.ofSeconds(settings.timeoutSeconds()));
            return RunTerms.of(started, deadline, settings.cancelOnAbort(), settings.cancelOnFailure());
        }
    }

    /** Finds the record of a run, or makes the one it begins with. */
    private static AttachedRun prepare(
            Run<?, ?> build,
            TaskListener listener,
            Identity identity,
            RunSettings settings,
            String workflow,
            String site,
            String jobId)
            throws IOException {
        String buildId = build.getExternalizableId();
        if (!identity.resumed()) {
            RunRegistry.get().adoptFromNamesake(build);
        }
        Optional<JournalEntry> known = HubRuntime.get().journal().find(buildId, identity.key());
        if (known.isEmpty() && identity.resumed()) {
            known = HubRuntime.get().journal().findAnywhere(identity.key());
        }
        NgeneaHub hub;
        String url;
        try {
            hub = known.isPresent()
                    ? NgeneaHubConfiguration.get().find(known.get(), build.getParent())
                    : hub(build, settings, jobId);
            url = HubConnections.url(hub).toString();
        } catch (ConnectionException e) {
            if (known.isEmpty()) {
                new RequestFiles(build, identity.key()).remove();
            }
            throw new RefusedRun.WrongSetupException(
                    e.getMessage() + known.map(AttachedRun::goesOn).orElse(" Nothing was submitted."));
        }
        JournalEntry entry = known.orElseGet(() -> JournalEntry.ofNewRun(
                        identity.key(),
                        identity.step(build),
                        new HubAccess(hub.getName(), settings.credentialsId()),
                        workflow,
                        site == null ? hub.getDefaultSite() : site,
                        jobId,
                        identity.terms(settings))
                .atHub(url));
        return new AttachedRun(build, listener, settings, entry, hub, known.isPresent());
    }

    private static NgeneaHub hub(Run<?, ?> build, RunSettings settings, String jobId) throws ConnectionException {
        if (settings.hub() != null) {
            return NgeneaHubConfiguration.get().find(settings.hub(), build.getParent());
        }
        return jobId.isEmpty()
                ? HubOfBuild.find(build)
                : NgeneaHubConfiguration.get().find(hubOfJob(build, jobId), build.getParent());
    }

    /**
     * A job that is waited for by its number alone is on the Hub that this build submitted it to: the default Hub may be
     * another one by now, and have a job of the same number.
     *
     * @return null for the only Hub there is
     */
    private static String hubOfJob(Run<?, ?> build, String jobId) throws ConnectionException {
        NgeneaJobsAction action = build.getAction(NgeneaJobsAction.class);
        List<String> hubs = action == null
                ? List.of()
                : action.getJobs().stream()
                        .filter(job -> job.getId().equals(jobId))
                        .map(ReportedJob::getHub)
                        .distinct()
                        .toList();
        if (hubs.size() == 1) {
            return hubs.get(0);
        }
        if (NgeneaHubConfiguration.get().openTo(build.getParent()).size() > 1) {
            throw new ConnectionException("There are several Ngenea Hubs, and each can have a job " + jobId
                    + ". Select its Hub with 'hub', or wait for the result of 'ngeneaWorkflow'.");
        }
        return null;
    }

    private static String goesOn(JournalEntry entry) {
        return entry.jobId().isEmpty()
                ? " A request may have been sent: look in the Hub for a job of workflow '"
                        + RemoteText.name(entry.workflow()) + "'."
                : " Job " + entry.jobId() + " continues in the Hub.";
    }

    /**
     * A run that submits a workflow.
     *
     * @param paths where the paths are
     * @param keepRecord whether a restart of Jenkins may ask again how it ended
     * @throws AbortException if there is no such Hub, or no site
     */
    public static AttachedRun submitting(
            Run<?, ?> build,
            TaskListener listener,
            Identity identity,
            WorkflowParameters parameters,
            PathSource paths,
            boolean keepRecord,
            Consumer<Outcome> onEnd)
            throws IOException {
        AttachedRun run =
                prepare(build, listener, identity, parameters.settings(), parameters.workflow(), parameters.site(), "");
        if (run.entry.site().isEmpty() && run.entry.status() == JournalEntry.Status.PLANNED) {
            new RequestFiles(build, identity.key()).remove();
            throw new RefusedRun.WrongSetupException(
                    "No site: specify where workflow '" + RemoteText.name(parameters.workflow())
                            + "' starts with 'site'. Hub '" + run.hub.getName()
                            + "' has no default site. Nothing was submitted.");
        }
        WorkflowRequest request = new WorkflowRequest(
                parameters.workflow(),
                run.entry.site(),
                paths,
                parameters.discovery(),
                parameters.fields(),
                parameters.queue());
        run.connect(() -> request, parameters.awaitEnd(), keepRecord, onEnd);
        return run;
    }

    /**
     * A run that follows a job which is there already.
     *
     * @throws AbortException if there is no such Hub
     */
    public static AttachedRun following(
            Run<?, ?> build,
            TaskListener listener,
            Identity identity,
            RunSettings settings,
            String jobId,
            Consumer<Outcome> onEnd)
            throws IOException {
        AttachedRun run = prepare(build, listener, identity, settings, "", "", jobId);
        run.connect(null, true, true, onEnd);
        return run;
    }

    private void connect(RunPlan.RequestSource request, boolean awaitEnd, boolean keepRecord, Consumer<Outcome> onEnd) {
        run = RunRegistry.get()
                .attend(
                        entry,
                        build,
                        new RegisteredRun.Attendance(listener, settings.quiet(), keepRecord, onEnd),
                        tracked -> new HubJobRun(
                                new RunPlan(entry, request, awaitEnd, tracked::keepsRecord),
                                HubRuntime.get().services(Duration.ofMinutes(hub.getLostContactMinutes()), build),
                                () -> HubConnections.get().connect(entry, build),
                                tracked));
    }

    /** Whether something was submitted, or may have been. Does I/O. */
    public boolean mayHaveSubmitted() {
        return HubRuntime.get().journal().mayHave(entry.key());
    }

    /** What its failure is told as, on the page of the build. */
    public NgeneaJobFailureCause failure(Outcome outcome, String message) {
        NgeneaJobFailureCause cause = new NgeneaJobFailureCause(message, outcome.jobId(), jobPage(outcome.jobId()));
        return outcome.kind() == Outcome.Kind.LOST ? cause.withSetup(entry.credentialsId()) : cause;
    }

    /** Page of a job in the Hub; empty for no job. */
    public String jobPage(String jobId) {
        return jobId.isEmpty() ? "" : hub.parsedUrl().jobPage(jobId);
    }

    /** Begins, unless it has. Nothing is submitted for a build that ended meanwhile. */
    public void start() {
        if (!build.isBuilding()) {
            if (!hasRecord && !Result.ABORTED.equals(build.getResult())) {
                RunRegistry.get().forget(run);
                new RequestFiles(build, entry.key()).remove();
                return;
            }
            RunRegistry.leaveAlone(run, build);
        }
        run.show();
        run.run().start();
    }

    /**
     * @param hears the id of the Hub job once it is known; at once if it is
     */
    public void whenJobIsKnown(Consumer<String> hears) {
        run.whenJobIsKnown(hears);
    }

    public HubJobRun workflowRun() {
        return run.run();
    }

    /** Where the step or build step works, if it works anywhere. */
    @FunctionalInterface
    public interface Workspace {
        FilePath get() throws IOException, InterruptedException;
    }

    /**
     * Lists the paths that failed in the job where the settings want them.
     *
     * @return whether the list has all that failed; has ended with false if none is wanted; ends with an
     *     {@link AbortException} if there is no list; whoever ends it before, breaks it off
     */
    public CompletableFuture<Boolean> listFailedPaths(Outcome outcome, Workspace workspace) {
        if (!FailedPaths.areWanted(settings, outcome)) {
            return CompletableFuture.completedFuture(false);
        }
        try {
            return new FailedPaths(
                            build, listener, settings, outcome, new JobReport(entry, build), jobPage(outcome.jobId()))
                    .list(
                            settings.failedPathsFile() == null ? null : workspace.get(),
                            HubRuntime.get().services(Duration.ofMinutes(hub.getLostContactMinutes()), build),
                            () -> HubConnections.get().connect(entry, build));
        } catch (IOException | InterruptedException e) {
            return CompletableFuture.failedFuture(new AbortException(
                    "There is no workspace to list the paths in that failed in job " + outcome.jobId()
                            + ": " + e.getMessage() + " They are on the page of the job: "
                            + jobPage(outcome.jobId())));
        }
    }

    /** What a script gets of an outcome. */
    public NgeneaJobResult result(Outcome outcome, boolean failedPathsComplete) {
        String workflow = outcome.job() == null || outcome.job().workflow().isEmpty()
                ? entry.workflow()
                : outcome.job().workflow();
        String site = outcome.job() == null || outcome.job().site().isEmpty()
                ? entry.site()
                : outcome.job().site();
        return new NgeneaJobResult(
                outcome, hub.getName(), jobPage(outcome.jobId()), workflow, site, failedPathsComplete);
    }
}
