package io.jenkins.plugins.ngenea.restart;

import hudson.ExtensionList;
import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.build.BackgroundRun;
import io.jenkins.plugins.ngenea.build.BackgroundRunsMonitor;
import io.jenkins.plugins.ngenea.builder.NgeneaWorkflowBuilder;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.config.NgeneaHub;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.report.NgeneaJobsAction;
import io.jenkins.plugins.ngenea.report.ReportedJob;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DisableResumeJobProperty;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jvnet.hudson.test.JenkinsRule;

/** What the test does within the Jenkins that it starts and stops: each method runs in that one's process. */
final class InJenkins {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);
    private static final int EXECUTORS = 20;

    private InJenkins() {}

    /** @param hubs name and URL of each, and a key for each kind of build */
    static void configure(JenkinsRule jenkins, String[][] hubs) throws Exception {
        List<NgeneaHub> known = new ArrayList<>();
        for (String[] given : hubs) {
            for (Kind kind : Kind.values()) {
                HubInJenkins.addKey(jenkins.jenkins, key(given[0], kind), given[2 + kind.ordinal()]);
            }
            NgeneaHub hub = new NgeneaHub(given[0], given[1], key(given[0], Kind.MAX_SURVIVABILITY));
            hub.setDefaultSite(HubInJenkins.SITE);
            hub.setPollCapSeconds(2);
            // what a Hub holds must not run into a timeout before Jenkins is stopped
            hub.setTimeoutSeconds(300);
            known.add(hub);
        }
        HubInJenkins.configure(known.toArray(new NgeneaHub[0]));
        jenkins.jenkins.setNumExecutors(EXECUTORS);
        Pipelines.run(
                jenkins,
                Result.SUCCESS,
                "ngeneaWorkflow(hub: 'GATE', workflow: 'migrate', paths: ['/gate'], wait: false)");
    }

    private static String key(String hub, Kind kind) {
        return hub + '-' + kind;
    }

    static void start(JenkinsRule jenkins, Moment[] moments) throws Exception {
        for (Moment moment : moments) {
            for (Kind kind : Kind.values()) {
                if (moment.fits(kind)) {
                    start(jenkins, moment, kind);
                }
            }
        }
    }

    private static void start(JenkinsRule jenkins, Moment moment, Kind kind) throws Exception {
        String name = RestartTable.name(moment, kind);
        String path = RestartTable.path(name);
        if (kind == Kind.FREESTYLE) {
            FreeStyleProject project = jenkins.createFreeStyleProject(name);
            NgeneaWorkflowBuilder builder = new NgeneaWorkflowBuilder("migrate");
            builder.setHub(moment.name());
            builder.setCredentialsId(key(moment.name(), kind));
            builder.setPaths(List.of(path));
            project.getBuildersList().add(builder);
            project.scheduleBuild2(0).waitForStart();
            return;
        }
        String step = "ngeneaWorkflow(hub: '" + moment + "', credentialsId: '" + key(moment.name(), kind)
                + "', workflow: 'migrate', paths: ['" + path + "'])\n";
        if (moment == Moment.SECOND_JOB) {
            step = step.replace(path, path + RestartHubs.FIRST) + step;
        }
        if (moment == Moment.CANCEL_LEFT_BEHIND) {
            step = "try {\n" + step + "} catch (e) {\necho 'the build goes on'\n}\n";
        }
        WorkflowJob job =
                Pipelines.job(name, moment.hasGate() ? step + "ngeneaWaitForJob(hub: 'GATE', job: '1')" : step);
        switch (kind) {
            case MAX_SURVIVABILITY ->
                job.addProperty(new DurabilityHintJobProperty(FlowDurabilityHint.MAX_SURVIVABILITY));
            case PERFORMANCE_OPTIMIZED ->
                job.addProperty(new DurabilityHintJobProperty(FlowDurabilityHint.PERFORMANCE_OPTIMIZED));
            default -> job.addProperty(new DisableResumeJobProperty());
        }
        Pipelines.start(job);
    }

    private static Run<?, ?> build(String name) {
        return Jenkins.get().getItemByFullName(name, Job.class).getBuildByNumber(1);
    }

    private static CpsFlowExecution program(String name) {
        return (CpsFlowExecution) ((WorkflowRun) build(name)).getExecution();
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(LONG_ENOUGH).until(condition);
    }

    static void awaitLine(JenkinsRule jenkins, String[] builds, String line) {
        for (String name : builds) {
            await(name + ": " + line, () -> JenkinsRule.getLog(build(name)).contains(line));
        }
    }

    static void awaitRecord(JenkinsRule jenkins, String[] builds, JournalEntry.Status status) {
        for (String name : builds) {
            await(name + ": " + status, () -> records(name).stream().anyMatch(record -> record.status() == status));
        }
    }

    private static List<JournalEntry> records(String name) throws IOException {
        return HubRuntime.get().journal().all().stream()
                .filter(record -> record.build().equals(name + "#1"))
                .toList();
    }

    static void abort(JenkinsRule jenkins, String[] builds) {
        for (String name : builds) {
            build(name).getExecutor().interrupt();
        }
    }

    /** As {@code timeout} and {@code failFast} do it. */
    static void stopStep(JenkinsRule jenkins, String[] builds) throws Exception {
        for (String name : builds) {
            for (StepExecution step : program(name).getCurrentExecutions(false).get()) {
                step.stop(new FlowInterruptedException(Result.ABORTED));
            }
        }
    }

    static void pause(JenkinsRule jenkins, String[] builds) throws Exception {
        for (String name : builds) {
            program(name).pause(true);
            await(name + " is paused", () -> program(name).isPaused());
        }
    }

    static void goOn(JenkinsRule jenkins, String[] builds) throws Exception {
        for (String name : builds) {
            program(name).pause(false);
        }
    }

    static Long process(JenkinsRule jenkins) {
        return ProcessHandle.current().pid();
    }

    /** As a service manager does it: without the time to finish that "Prepare for Shutdown" grants. */
    static void shutDown(JenkinsRule jenkins) {
        new Thread(() -> System.exit(0), "exit").start();
    }

    /** Until the steps of all these builds are at work again. */
    static void awaitGoingOn(JenkinsRule jenkins, String[] builds) {
        for (String name : builds) {
            await(
                    name + " goes on",
                    () -> !build(name).isBuilding()
                            || program(name).getCurrentExecutions(false).get().stream()
                                    .anyMatch(step -> !"waiting for a thread".equals(step.getStatus())));
        }
    }

    private static List<String> shown() {
        return ExtensionList.lookupSingleton(BackgroundRunsMonitor.class).getRuns().stream()
                .map(BackgroundRun::getBuild)
                .toList();
    }

    /** What administrators are shown, at the latest when it is all of these. */
    static String[] awaitShown(JenkinsRule jenkins, String[] builds) {
        try {
            await(
                    "shown",
                    () -> shown().containsAll(
                                    Stream.of(builds).map(name -> name + " #1").toList()));
        } catch (ConditionTimeoutException e) {
            // the caller compares
        }
        return shown().toArray(new String[0]);
    }

    /** What became of all builds, at the latest when they are over and the journal is empty. */
    static ArrayList<BuildSeen> awaitEnd(JenkinsRule jenkins, String[] builds) throws Exception {
        try {
            await("all builds are over", () -> {
                for (String name : builds) {
                    if (build(name) != null && build(name).isBuilding()) {
                        return false;
                    }
                }
                return HubRuntime.get().journal().all().isEmpty() && shown().isEmpty();
            });
        } catch (ConditionTimeoutException e) {
            // the caller compares
        }
        ArrayList<BuildSeen> all = new ArrayList<>();
        for (String name : builds) {
            all.add(seen(name));
        }
        return all;
    }

    private static BuildSeen seen(String name) throws Exception {
        Run<?, ?> build = build(name);
        ArrayList<String> records = new ArrayList<>();
        records(name).forEach(record -> records.add(record.toString()));
        if (build == null) {
            return new BuildSeen(name, "", "", new ArrayList<>(), records);
        }
        ArrayList<String> reported = new ArrayList<>();
        NgeneaJobsAction action = build.getAction(NgeneaJobsAction.class);
        if (action != null) {
            action.getJobs().stream()
                    .filter(job -> !job.getHub().equals(RestartHubs.GATE))
                    .map(ReportedJob::getState)
                    .forEach(reported::add);
        }
        String result = build.isBuilding() ? "" : String.valueOf(build.getResult());
        return new BuildSeen(name, result, JenkinsRule.getLog(build), reported, records);
    }
}
