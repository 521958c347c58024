package io.jenkins.plugins.ngenea.formats;

import static io.jenkins.plugins.ngenea.formats.WaitingHubs.BEFORE;
import static io.jenkins.plugins.ngenea.formats.WaitingHubs.CANCELLING;
import static io.jenkins.plugins.ngenea.formats.WaitingHubs.FOLLOWING;
import static io.jenkins.plugins.ngenea.formats.WaitingHubs.FREESTYLE;
import static io.jenkins.plugins.ngenea.formats.WaitingHubs.SUBMITTING;
import static io.jenkins.plugins.ngenea.formats.WaitingHubs.WAITING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.builder.NgeneaWorkflowBuilder;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.config.NgeneaHub;
import io.jenkins.plugins.ngenea.config.NgeneaHubConfiguration;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.report.NgeneaJobsAction;
import io.jenkins.plugins.ngenea.report.ReportedJob;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import jenkins.model.InterruptedBuildAction;
import jenkins.model.Jenkins;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/**
 * A Jenkins home that the plugin left behind before its first release, with builds that wait at every moment. Whoever makes
 * a change that this version's files do not survive sees it here.
 */
class SavedHomeTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final WaitingHubs hubs = new WaitingHubs();
    private SavedHome saved;

    @BeforeEach
    void layOut() throws Throwable {
        hubs.haveJobs();
        sessions.then(jenkins -> hubs.configure());
        saved = SavedHome.layInto(sessions.getHome().toPath());
    }

    @AfterEach
    void stop() {
        hubs.close();
    }

    private static Run<?, ?> build(String job) {
        return Jenkins.get().getItemByFullName(job, Job.class).getBuildByNumber(1);
    }

    private void succeed(JenkinsRule jenkins, String name) throws Exception {
        HubEmulator hub = hubs.of(name);
        jenkins.waitForMessage("Job 1 is STARTED", build(name));
        hub.lastJob().finish("SUCCESS");
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build(name)));
        assertEquals(1, hub.jobs().size(), name);
    }

    private int posts(String name) {
        return hubs.of(name).requests(FaultPoint.SUBMIT).size();
    }

    private static void awaitNoRecords() {
        Awaitility.await()
                .atMost(LONG_ENOUGH)
                .until(() -> HubRuntime.get().journal().all().isEmpty());
    }

    @Test
    void buildsThatWaitedAtEveryMomentGoOn() throws Throwable {
        sessions.then(jenkins -> {
            succeed(jenkins, BEFORE);
            succeed(jenkins, SUBMITTING);
            succeed(jenkins, FOLLOWING);
            succeed(jenkins, WAITING);
            jenkins.assertLogContains("the first was 1 SUBMITTED", build(WAITING));
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build(CANCELLING)));
            assertEquals("CANCELLED", hubs.of(CANCELLING).lastJob().state());
            assertEquals(Result.ABORTED, build(FREESTYLE).getResult());
            hubs.of(FREESTYLE).lastJob().finish("SUCCESS");
            awaitNoRecords();
        });
        assertEquals(
                Map.of(BEFORE, 1, SUBMITTING, 0, FOLLOWING, 0, CANCELLING, 0, WAITING, 0, FREESTYLE, 0),
                Map.of(
                        BEFORE, posts(BEFORE),
                        SUBMITTING, posts(SUBMITTING),
                        FOLLOWING, posts(FOLLOWING),
                        CANCELLING, posts(CANCELLING),
                        WAITING, posts(WAITING),
                        FREESTYLE, posts(FREESTYLE)));
    }

    @Test
    void theRequestOfABuildThatHadNotSubmittedIsWhole() throws Throwable {
        sessions.then(jenkins -> succeed(jenkins, BEFORE));
        String sent = hubs.of(BEFORE).requests(FaultPoint.SUBMIT).get(0).body();
        assertTrue(sent.contains("\"paths\":[\"/data/before\"]"), sent);
        assertTrue(sent.contains("\"site\":\"dfoster1\"") && sent.contains("\"workflow\":\"migrate\""), sent);
    }

    @Test
    void buildsThatAreOverShowTheirJobsAsBefore() throws Throwable {
        sessions.then(jenkins -> {
            ReportedJob succeeded = onlyJob("succeeded");
            assertEquals("over 1 SUCCESS", succeeded.getHub() + " " + succeeded.getId() + " " + succeeded.getState());
            assertEquals("1 of 1 file", succeeded.getFiles().text());
            assertEquals(2265, succeeded.getDurationMillis());
            assertEquals("http://127.0.0.1:41747/jobs/1", succeeded.getUrl());
            ReportedJob failed = onlyJob("failed");
            assertEquals(
                    "migrate dfoster1 FAILURE",
                    failed.getWorkflow() + " " + failed.getSite() + " " + failed.getState());
            String cause = build("lost")
                    .getAction(InterruptedBuildAction.class)
                    .getCauses()
                    .get(0)
                    .getShortDescription();
            assertTrue(cause.startsWith("Job 3 cannot be followed any more"), cause);
        });
    }

    private static ReportedJob onlyJob(String name) {
        List<ReportedJob> jobs =
                List.copyOf(build(name).getAction(NgeneaJobsAction.class).getJobs());
        assertEquals(1, jobs.size());
        return jobs.get(0);
    }

    @Test
    void theHubsAndTheBuildStepAreReadAsTheyWereWritten() throws Throwable {
        String xml = SavedHome.configuration();
        for (String name : hubs.names()) {
            xml = xml.replace("@" + name + "@", hubs.of(name).url());
        }
        Files.writeString(
                sessions.getHome().toPath().resolve("io.jenkins.plugins.ngenea.config.NgeneaHubConfiguration.xml"),
                xml);
        sessions.then(jenkins -> {
            List<NgeneaHub> read = NgeneaHubConfiguration.get().getHubs();
            assertEquals(
                    StreamSupport.stream(hubs.names().spliterator(), false).toList(),
                    read.stream().map(NgeneaHub::getName).toList());
            NgeneaHub first = read.get(0);
            assertEquals(
                    hubs.of(BEFORE).url() + " key-before dfoster1",
                    first.getUrl() + " " + first.getCredentialsId() + " " + first.getDefaultSite());
            assertEquals(
                    List.of(2, 30, 30),
                    List.of(first.getPollCapSeconds(), first.getLostContactMinutes(), first.getTimeoutSeconds()));
            NgeneaWorkflowBuilder step = Jenkins.get()
                    .getItemByFullName(FREESTYLE, FreeStyleProject.class)
                    .getBuildersList()
                    .get(NgeneaWorkflowBuilder.class);
            assertEquals(
                    "migrate [/data/freestyle] freestyle",
                    step.getWorkflow() + " " + step.getPaths() + " " + step.getHub());
            assertEquals("partial", step.getFields().get(0).getValue());
            assertEquals(
                    List.of(true, true, true, false, 0),
                    List.of(
                            step.isWait(),
                            step.isPropagate(),
                            step.isCancelOnAbort(),
                            step.isQuiet(),
                            step.getTimeout()));
        });
    }

    private void change(Path record, String from, String to) throws Exception {
        String text = Files.readString(record);
        String changed = text.replace(from, to);
        assertTrue(!changed.equals(text), text);
        Files.writeString(record, changed);
    }

    private void assertFailsAndKeeps(String name, Path record) throws Throwable {
        String asItWas = Files.readString(record);
        sessions.then(jenkins -> {
            Run<?, ?> build = build(name);
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
            jenkins.assertLogContains(record.getFileName().toString(), build);
            jenkins.assertLogContains("Cannot read the record", build);
            assertEquals(List.of(record), HubRuntime.get().journal().unreadable());
        });
        assertEquals(List.of(), hubs.of(name).requests());
        assertEquals(asItWas, Files.readString(record));
        assertEquals(1, hubs.of(name).jobs().size());
    }

    @Test
    void aRecordWithAWordOfALaterVersionFailsTheBuildAndIsKept() throws Throwable {
        Path record = saved.record(FOLLOWING, "FOLLOWING");
        change(record, "\"phase\":\"FOLLOWING\"", "\"phase\":\"QUEUED\"");
        assertFailsAndKeeps(FOLLOWING, record);
    }

    @Test
    void aDamagedRecordFailsTheBuildAndIsKept() throws Throwable {
        Path record = saved.record(SUBMITTING, "SUBMITTING");
        Files.writeString(record, "{\"key\":\"cut o");
        assertFailsAndKeeps(SUBMITTING, record);
    }

    @Test
    void whatALaterVersionAddedToARecordIsNoError() throws Throwable {
        change(saved.record(FOLLOWING, "FOLLOWING"), "{\"key\"", "{\"later\":{\"any\":[1]},\"key\"");
        sessions.then(jenkins -> succeed(jenkins, FOLLOWING));
        assertEquals(0, posts(FOLLOWING));
    }

    @Test
    void whatAnEarlierVersionDidNotWriteInARecordIsNoError() throws Throwable {
        Path record = saved.record(FOLLOWING, "FOLLOWING");
        Files.writeString(
                record,
                Files.readString(record)
                        .replaceAll("\"(node|workflow|site|requestHash|newestBefore|session)\":\"[^\"]*\",?", "")
                        .replaceAll("\"(stop|deadlineMillis|cancelOnAbort)\":[^,}]*,?", "")
                        .replace(",}", "}"));
        sessions.then(jenkins -> succeed(jenkins, FOLLOWING));
        assertEquals(0, posts(FOLLOWING));
    }

    /** As if the version that saved the program had not had these parameters: what it says under other names is ignored. */
    private void forget(String job, String... parameters) throws Exception {
        Path program = sessions.getHome()
                .toPath()
                .resolve("jobs")
                .resolve(job)
                .resolve("builds")
                .resolve("1")
                .resolve("program.dat");
        String bytes = Files.readString(program, StandardCharsets.ISO_8859_1);
        for (String parameter : parameters) {
            assertTrue(bytes.contains(parameter), parameter);
            bytes = bytes.replace(parameter, parameter.substring(1) + "_");
        }
        Files.writeString(program, bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void aSavedProgramThatSaysNothingOfItWaitsAndFailsWithItsJob() throws Throwable {
        forget(FOLLOWING, "propagate", "awaitEnd", "cancelOnAbort", "fields", "queue");
        sessions.then(jenkins -> {
            jenkins.waitForMessage("Job 1 is STARTED", build(FOLLOWING));
            assertTrue(build(FOLLOWING).isBuilding());
            hubs.of(FOLLOWING).lastJob().finish("FAILURE");
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build(FOLLOWING)));
        });
        assertEquals(0, posts(FOLLOWING));
    }

    @Test
    void aSavedProgramThatSaysNothingOfItCancelsWhatItSubmits() throws Throwable {
        forget(BEFORE, "propagate", "awaitEnd", "cancelOnAbort", "fields", "queue");
        hubs.of(BEFORE).holdJobs();
        sessions.then(jenkins -> {
            jenkins.waitForMessage("Job 1 is STARTED", build(BEFORE));
            build(BEFORE).getExecutor().interrupt();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build(BEFORE)));
            assertEquals("CANCELLED", hubs.of(BEFORE).lastJob().state());
        });
    }
}
