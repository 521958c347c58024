package io.jenkins.plugins.ngenea.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.ngenea.engine.HubJobRun;
import io.jenkins.plugins.ngenea.hub.error.SanitizedException;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.output.Outcome;
import io.jenkins.plugins.ngenea.output.RunObserver;
import io.jenkins.plugins.ngenea.request.RequestFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A run in {@link RunRegistry}, and who is told about it. While it is attended, it writes to the log of its build and a
 * step waits for its outcome. When the build or the step is gone, the run is unattended: it writes to the log of the build
 * while that is open, then to the system log. The page of the build always shows it.
 */
final class RegisteredRun implements RunObserver {
    private static final Logger LOGGER = Logger.getLogger(RegisteredRun.class.getName());
    static final String PREFIX = "[Ngenea] ";
    private static final int LONGEST_LINE = 2000;

    /** How long a Hub that does not answer is borne when nobody waits. */
    static final Duration PATIENCE = Duration.ofHours(24);

    /**
     * Who waits.
     *
     * @param listener the build's log
     * @param quiet leaves details out
     * @param keepRecord whether a restart of Jenkins may ask again how it ended
     * @param onEnd gets the outcome, unless the build is over by then
     */
    record Attendance(TaskListener listener, boolean quiet, boolean keepRecord, Consumer<Outcome> onEnd) {}

    private final JournalEntry entry;

    @CheckForNull
    private final Run<?, ?> build;

    private final RunRegistry registry;
    private final JobReport report;
    private final HubJobRun run;
    private volatile String buildId;
    private volatile Attendance attendance;
    private volatile String jobId;
    private volatile Job job;

    /** Null once it has heard, and if nobody wants to. */
    private final AtomicReference<Consumer<String>> namesJob = new AtomicReference<>();

    /** Null if nobody waits. Guarded by {@code this}. */
    private Consumer<Outcome> waiting;

    /** What the build was told, or would have been. Guarded by {@code this}. */
    private Outcome outcome;

    /** Whether a step heard of it. Guarded by {@code this}. */
    private boolean told;

    /**
     * @param build null if it is gone
     * @param making makes the run that this one observes
     */
    RegisteredRun(
            JournalEntry entry,
            @CheckForNull Run<?, ?> build,
            RunRegistry registry,
            Function<RegisteredRun, HubJobRun> making) {
        this.entry = entry;
        this.build = build;
        this.registry = registry;
        this.report = new JobReport(entry, build);
        this.buildId = entry.build();
        this.jobId = entry.jobId();
        this.run = making.apply(this);
    }

    HubJobRun run() {
        return run;
    }

    JournalEntry entry() {
        return entry;
    }

    /** Its build as Jenkins finds it by now. */
    String buildId() {
        return buildId;
    }

    void buildIsCalled(String newId) {
        buildId = newId;
    }

    boolean isOf(Run<?, ?> some) {
        return build == some;
    }

    boolean isBuildOver() {
        return build == null || !build.isBuilding();
    }

    /** Somebody waits from now on. */
    void attend(Attendance newAttendance) {
        Outcome already;
        synchronized (this) {
            attendance = newAttendance;
            already = outcome;
            if (already == null) {
                waiting = newAttendance.onEnd();
            } else {
                told = true;
            }
        }
        run.attend();
        if (already != null) {
            newAttendance.onEnd().accept(already);
        }
    }

    /** Nobody waits any more: the build is over. */
    void leaveAlone() {
        synchronized (this) {
            waiting = null;
        }
        run.leaveAlone(PATIENCE);
    }

    synchronized boolean isAttended() {
        return waiting != null;
    }

    /** Whether a step waits, or did. */
    boolean wasAttended() {
        return attendance != null;
    }

    /** Asked at the end of the run: whether the record must outlive it until the build is over. */
    boolean keepsRecord() {
        Attendance current = attendance;
        return current != null && current.keepRecord() && !isBuildOver();
    }

    @Override
    public void line(String text) {
        Attendance current = attendance;
        if (current != null && !isBuildOver()) {
            current.listener().getLogger().println(PREFIX + text);
        } else {
            log(Level.INFO, text);
        }
    }

    @Override
    public void detail(String text) {
        Attendance current = attendance;
        if (current == null) {
            log(Level.FINE, text);
        } else if (!current.quiet()) {
            line(text);
        }
    }

    private void log(Level level, String text) {
        LOGGER.log(level, "For {0}: {1}", new Object[] {buildId, RemoteText.clean(text, LONGEST_LINE)});
    }

    /** Its build shows it from now on. No failure of that keeps the run from its start, or tells its step another end. */
    void show() {
        try {
            report.begun();
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.WARNING, "A run is not on the page of its build yet", SanitizedException.of(e));
        }
    }

    @Override
    public void requested(String firstPath, long paths) {
        report.requested(firstPath, paths);
    }

    @Override
    public void submitted(String newJobId) {
        jobId = newJobId;
        report.submitted(newJobId);
        nameJob(newJobId);
    }

    /**
     * Once, and not when the build is over: its program, and with it the build, would be written again where it was deleted.
     */
    private void nameJob(String id) {
        if (id.isEmpty()) {
            return;
        }
        Consumer<String> hears = namesJob.getAndSet(null);
        if (hears != null
                && build != null
                && build.isBuilding()
                && build.getRootDir().isDirectory()) {
            hears.accept(id);
        }
    }

    /** Tells the id of the job once it is known; at once if it is. */
    void whenJobIsKnown(Consumer<String> hears) {
        namesJob.set(hears);
        nameJob(jobId);
    }

    @Override
    public void recorded() {
        // only the search for a lost job needs them
        removePaths();
    }

    @Override
    public void progress(Job newJob) {
        job = newJob;
        report.progress(newJob);
    }

    @Override
    public void contactLost(Instant since) {
        report.contactLost(jobId, since);
    }

    @Override
    public void contactBack() {
        report.contactBack(jobId);
    }

    @Override
    public void ended(Outcome newOutcome) {
        try {
            report.ended(newOutcome);
        } finally {
            // whatever is wrong with the report: the build must not wait for ever
            deliver(newOutcome);
        }
    }

    private void deliver(Outcome newOutcome) {
        Consumer<Outcome> hears;
        synchronized (this) {
            outcome = newOutcome;
            hears = isBuildOver() ? null : waiting;
            told = hears != null;
            waiting = null;
        }
        if (hears == null && newOutcome.kind() != Outcome.Kind.SUCCEEDED) {
            // no step is there to say it; a good end was told by the run itself
            line(newOutcome.message());
        } else if (hears != null) {
            hears.accept(newOutcome);
        }
    }

    @Override
    public void over(Outcome end, boolean settled) {
        boolean heard = isHeard(end);
        removePaths();
        leave(end, !settled && !heard);
    }

    @Override
    public void leftOpen(Outcome end) {
        boolean heard = isHeard(end);
        leave(end, !heard);
    }

    private void leave(Outcome end, boolean attention) {
        try {
            report.over(end);
        } finally {
            // whatever is wrong with the report: the registry must not keep it for ever
            registry.over(this, end, attention);
        }
    }

    /** Whether a step was told of this very end. */
    private synchronized boolean isHeard(Outcome end) {
        return told && end == outcome;
    }

    private void removePaths() {
        if (build != null) {
            new RequestFiles(build, entry.key()).remove();
        }
    }

    /** For administrators, while nobody waits. */
    BackgroundRun shown() {
        return shown(status(), false);
    }

    /** Asks the Hub to cancel the job, as an abort of the build would have. */
    void cancel() {
        run.abort();
    }

    /** For administrators. */
    BackgroundRun shown(String status, boolean over) {
        String id = jobId;
        return new BackgroundRun(
                buildId,
                build == null,
                entry.key(),
                status,
                report.jobPage(id),
                over,
                !over && !id.isEmpty() && entry.terms().cancelOnAbort());
    }

    private String status() {
        String id = jobId;
        if (id.isEmpty()) {
            return Messages.RegisteredRun_Looking(
                    entry.hub(), RemoteText.name(entry.workflow()), RemoteText.name(entry.site()));
        }
        Job last = job;
        return last == null
                ? Messages.RegisteredRun_Polling(id, entry.hub())
                : Messages.RegisteredRun_PollingState(id, entry.hub(), last.stateName());
    }
}
