package io.jenkins.plugins.ngenea.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.XmlFile;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.JobState;
import io.jenkins.plugins.ngenea.output.Outcome;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import net.sf.json.JSONObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;

/** What a build keeps of its Hub jobs, and where. */
@WithOneJenkins
class NgeneaJobsActionTest {
    private static final long STARTED = 1_700_000_000_000L;
    private static final Map<String, Long> COUNTS = Map.of("total", 5L, "processed", 7L, "failed", 0L, "skipped", 0L);

    private JenkinsRule jenkins;
    private FreeStyleProject project;
    private FreeStyleBuild build;

    @BeforeEach
    void runABuild(JenkinsRule rule) throws Exception {
        jenkins = rule;
        project = rule.createFreeStyleProject("data");
        build = rule.buildAndAssertSuccess(project);
    }

    private static ReportedJob begun(String id) {
        return new ReportedJob("production", id, "https://hub/jobs/" + id, "migrate", "dfoster1", STARTED);
    }

    private static Job shown(String id, JobState state) {
        return Reported.shown(id, state, 7, 0);
    }

    private static Outcome over(long millis) {
        return new Outcome(Outcome.Kind.SUCCEEDED, "7", null, Duration.ofMillis(millis), List.of(), "");
    }

    private static Map<String, Long> counts(ReportedJob job) {
        return job.getCounts().stream()
                .collect(Collectors.toMap(ReportedJob.Count::getName, ReportedJob.Count::getValue));
    }

    private NgeneaJobsAction action() {
        return NgeneaJobsAction.of(build);
    }

    private Path file() {
        return build.getRootDir().toPath().resolve("ngenea-jobs.jsonl");
    }

    private String buildXml() throws IOException {
        return Files.readString(build.getRootDir().toPath().resolve("build.xml"));
    }

    private List<ReportedJob> afterARestart() throws IOException {
        project.doReload();
        build = project.getLastBuild();
        return List.copyOf(build.getAction(NgeneaJobsAction.class).getJobs());
    }

    private List<String> idsAfterARestart() throws IOException {
        return afterARestart().stream().map(ReportedJob::getId).toList();
    }

    @Test
    void aJobThatEndedIsThereAfterARestartWithAllThatIsShown() throws Exception {
        action().add(begun("7"));
        action().progress(begun("7"), shown("7", JobState.SUCCESS));
        action().ended(begun("7"), over(1234), Duration.ofMillis(1234));
        List<ReportedJob> jobs = afterARestart();
        assertEquals(1, jobs.size());
        ReportedJob job = jobs.get(0);
        assertEquals("production", job.getHub());
        assertEquals("7", job.getId());
        assertEquals("https://hub/jobs/7", job.getUrl());
        assertEquals("migrate", job.getWorkflow());
        assertEquals("dfoster1", job.getSite());
        assertEquals("SUCCESS", job.getState());
        assertEquals(COUNTS, counts(job));
        assertEquals(1234, job.getDurationMillis());
        assertFalse(job.isFollowed());
    }

    @Test
    void aJobThatIsStillFollowedIsThereAfterARestart() throws Exception {
        action().add(begun("7"));
        List<ReportedJob> jobs = afterARestart();
        assertEquals("7", jobs.get(0).getId());
        assertTrue(jobs.get(0).isFollowed());
    }

    @Test
    void theNamesOfARequestAreShownClean() throws Exception {
        action().add(new ReportedJob(
                "production",
                "7",
                "https://hub/jobs/7",
                "mi\u001b[31m\u202egrate",
                "s1\r\nFinished: SUCCESS",
                STARTED));
        ReportedJob job = afterARestart().get(0);
        assertEquals("mi [31m grate", job.getWorkflow());
        assertEquals("s1 Finished: SUCCESS", job.getSite());
    }

    @Test
    void jobsStayInTheOrderOfTheirSubmitsWhicheverEndsFirst() throws Exception {
        action().add(begun("7"));
        action().add(begun("8"));
        action().ended(begun("8"), over(1), Duration.ofMillis(1));
        action().ended(begun("7"), over(2), Duration.ofMillis(2));
        assertEquals(List.of("7", "8"), idsAfterARestart());
    }

    @Test
    void aJobThatACrashKeptFromBeingWrittenDownIsThereWithItsNextNews() throws Exception {
        action().progress(begun("7"), shown("7", JobState.STARTED));
        assertEquals("STARTED", action().getJobs().iterator().next().getState());
        assertEquals("7", afterARestart().get(0).getId());
    }

    @Test
    void aJobThatAnotherStepFollowsOnIsOneJobWithAllThatTheFirstOneKnew() throws Exception {
        action().add(begun("7"));
        action().progress(begun("7"), shown("7", JobState.STARTED));
        action().ended(begun("7"), over(1), Duration.ofMillis(1));
        action().add(new ReportedJob("production", "7", "https://hub/jobs/7", "", "", STARTED));
        List<ReportedJob> jobs = afterARestart();
        assertEquals(1, jobs.size());
        assertTrue(jobs.get(0).isFollowed());
        assertEquals("migrate", jobs.get(0).getWorkflow());
        assertEquals("STARTED", jobs.get(0).getState());
    }

    @Test
    void followingOnAfterEachRestartDoesNotLetTheFileGrow() throws Exception {
        action().add(begun("7"));
        long size = Files.size(file());
        for (int i = 0; i < 3; i++) {
            afterARestart();
            action().add(begun("7"));
        }
        assertEquals(size, Files.size(file()));
    }

    @Test
    void newsOfJobsDoNotSaveTheBuild() {
        action().add(begun("0"));
        Saves.COUNT.set(0);
        for (int i = 1; i <= 200; i++) {
            String id = Integer.toString(i);
            action().add(begun(id));
            action().progress(begun(id), shown(id, JobState.SUCCESS));
            action().ended(begun(id), over(i), Duration.ofMillis(i));
        }
        assertEquals(0, Saves.COUNT.get());
    }

    @Test
    void branchesThatEndAtTheSameTimeLoseNoJob() throws Exception {
        ExecutorService branches = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                ReportedJob job = begun(Integer.toString(i));
                ends.add(branches.submit(() -> {
                    NgeneaJobsAction.of(build).add(job);
                    NgeneaJobsAction.of(build).ended(job, over(1), Duration.ofMillis(1));
                    return NgeneaJobsAction.of(build).getJobs();
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            branches.shutdownNow();
        }
        List<ReportedJob> jobs = afterARestart();
        assertEquals(100, jobs.size());
        assertTrue(jobs.stream().noneMatch(ReportedJob::isFollowed));
    }

    @Test
    void aBuildReadAgainFromDiskGoesOn() throws Exception {
        action().add(begun("7"));
        build.reload();
        action().ended(begun("7"), over(5), Duration.ofMillis(5));
        assertEquals(5, afterARestart().get(0).getDurationMillis());
    }

    @Test
    void equalIdsOfTwoHubsAreTwoJobs() {
        action().add(begun("7"));
        action().add(new ReportedJob("test", "7", "https://other/jobs/7", "migrate", "dfoster1", STARTED));
        assertEquals(2, action().getJobs().size());
    }

    @Test
    void theBuildsOwnFileDoesNotGrowWithItsJobs() throws Exception {
        action().add(begun("7"));
        build.save();
        long withOne = buildXml().length();
        for (int i = 100; i < 200; i++) {
            action().add(begun(Integer.toString(i)));
        }
        build.save();
        // but for the digits of what they did together
        assertEquals(withOne, buildXml().length(), 20);
    }

    @Test
    void theFirstJobIsWrittenDownWithoutASaveOfTheBuildByOthers() throws Exception {
        action().add(begun("7"));
        assertTrue(buildXml().contains(NgeneaJobsAction.class.getName()));
        assertTrue(Files.readString(file()).contains("\"id\":\"7\""));
    }

    @Test
    void aLineThatACrashCutOffTakesNoOtherWithIt() throws Exception {
        action().add(begun("7"));
        Files.writeString(file(), "\n{\"hub\":\"production\",\"id\":\"8", StandardOpenOption.APPEND);
        action().add(begun("9"));
        assertEquals(List.of("7", "9"), idsAfterARestart());
    }

    @Test
    void aLineOfAVersionWithMoreInItIsRead() throws Exception {
        action();
        Files.writeString(file(), "\n{\"hub\":\"production\",\"id\":\"8\",\"mood\":\"good\"}");
        assertEquals("8", afterARestart().get(0).getId());
    }

    @Test
    void aBuildThatWasDeletedDoesNotComeBack() throws Exception {
        NgeneaJobsAction action = action();
        action.add(begun("7"));
        FreeStyleBuild other = jenkins.buildAndAssertSuccess(project);
        build.delete();
        action.ended(begun("7"), over(1), Duration.ofMillis(1));
        other.delete();
        NgeneaJobsAction.of(other).add(begun("8"));
        assertFalse(build.getRootDir().exists());
        assertFalse(other.getRootDir().exists());
    }

    @Test
    void aBuildOfARenamedProjectGoesOnWithItsFile() throws Exception {
        action().add(begun("7"));
        project.renameTo("renamed");
        action().add(begun("8"));
        assertEquals(2, afterARestart().size());
    }

    @Test
    void anActionOfAnotherPluginThatCannotBeSavedStopsNothing() throws Exception {
        build.addAction(new Unsavable());
        assertThrows(IOException.class, build::save);
        action().add(begun("7"));
        assertEquals(1, action().getJobs().size());
        assertTrue(Files.readString(file()).contains("\"id\":\"7\""));
    }

    @Test
    void theRemoteApiShowsTheJobs() throws Exception {
        action().add(begun("7"));
        action().ended(begun("7"), over(1234), Duration.ofMillis(1234));
        String shown = jenkins.getJSON(build.getUrl() + "api/json?tree=actions[jobs[*]]")
                .getJSONObject()
                .toString();
        assertTrue(shown.contains("\"durationMillis\":1234"), shown);
        assertTrue(shown.contains("\"url\":\"https://hub/jobs/7\""), shown);
    }

    /** As an earlier version, which took any name, may have written it down. */
    @Test
    void theNameOfACounterForgesNoMemberOfTheRemoteApi() throws Exception {
        action().add(begun("7"));
        String name = "x\\\":1,\\\"state\\\":\\\"SUCCESS\\\",\\\"y";
        Files.writeString(
                file(),
                "\n{\"hub\":\"production\",\"id\":\"7\",\"state\":\"STARTED\",\"counts\":{\"" + name + "\":5}}");
        afterARestart();
        String tree = build.getUrl() + "api/%s?tree=actions[jobs[state,counts[name,value]]]";
        JSONObject job = jenkins.getJSON(tree.formatted("json")).getJSONObject().getJSONArray("actions").stream()
                .map(JSONObject.class::cast)
                .filter(action -> action.has("jobs"))
                .findFirst()
                .orElseThrow()
                .getJSONArray("jobs")
                .getJSONObject(0);
        assertEquals("STARTED", job.getString("state"));
        assertEquals(5, job.getJSONArray("counts").getJSONObject(0).getInt("value"));
        String python = jenkins.createWebClient()
                .goTo(tree.formatted("python"), "text/x-python")
                .getWebResponse()
                .getContentAsString();
        assertFalse(python.contains("\"SUCCESS\""), python);
        assertTrue(python.contains("\"state\":\"STARTED\""), python);
    }

    /** Counts how often a build was saved. */
    @TestExtension
    public static class Saves extends SaveableListener {
        static final AtomicInteger COUNT = new AtomicInteger();

        @Override
        public void onChange(Saveable saved, XmlFile file) {
            if (saved instanceof Run) {
                COUNT.incrementAndGet();
            }
        }
    }

    /** Saving it fails. */
    private static final class Unsavable extends InvisibleAction {
        @SuppressWarnings("unused") // a thread has no place in a file
        private final Thread thread = Thread.currentThread();
    }
}
