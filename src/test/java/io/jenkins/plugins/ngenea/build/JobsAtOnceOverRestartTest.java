package io.jenkins.plugins.ngenea.build;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.FreeStyleProject;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Result;
import hudson.model.listeners.ItemListener;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.ngenea.builder.NgeneaWorkflowBuilder;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.emulator.EmulatedJob;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionListener;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;

/** Builds in line at a Hub when Jenkins restarts. */
class JobsAtOnceOverRestartTest extends OneSlotInJenkins {
    @Test
    void buildsInLineKeepTheirOrderOverARestartThoughThePlaceIsFreeByThen() throws Throwable {
        List<String> expected = new ArrayList<>(List.of("first"));
        sessions.then(jenkins -> {
            takeThePlace();
            // not in the order of their names
            for (String name : List.of("q", "d", "x", "a", "m", "b", "z", "c")) {
                waitingPipeline(jenkins, name);
                expected.add(name);
            }
        });
        finishLast();
        sessions.then(jenkins -> {
            for (int i = 2; i <= expected.size(); i++) {
                awaitSubmitted(expected.subList(0, i).toArray(String[]::new));
                finishLast();
            }
            for (String name : expected) {
                jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build(name)));
            }
        });
        assertEquals(expected.size(), hub.emulator().requests(FaultPoint.SUBMIT).size());
    }

    /** A Pipeline whose steps are not resumed after a restart before {@link #releaseAgent}. */
    private static void startOnAgent(JenkinsRule jenkins, String name, String message) throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave(Label.get("late"));
        jenkins.waitForMessage(message, Pipelines.start(Pipelines.job(name, "node('late') { " + step(name) + " }")));
        agent.toComputer().setTemporaryOfflineCause(new OfflineCause.ByCLI("not yet"));
    }

    private static void releaseAgent() throws Exception {
        for (Node agent : Label.get("late").getNodes()) {
            agent.toComputer().setTemporaryOfflineCause(null);
        }
    }

    @Test
    void aBuildInLineThatIsResumedLastIsStillServedFirst() throws Throwable {
        sessions.then(jenkins -> {
            takeThePlace();
            startOnAgent(jenkins, "second", WAITING);
            waitingPipeline(jenkins, "third");
        });
        finishLast();
        sessions.then(jenkins -> {
            await().atMost(LONG_ENOUGH)
                    .until(() -> JenkinsRule.getLog(build("third")).split(WAITING, -1).length == 3);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build("first")));
            awaitSubmitted("first");
            releaseAgent();
            awaitSubmitted("first", "second");
            finishLast();
            awaitSubmitted("first", "second", "third");
            finishLast();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build("third")));
        });
    }

    /** A step that was in line before the restart and is never resumed. */
    @TestExtension
    public static final class NeverBack extends ItemListener {
        private static volatile boolean expected;

        @Override
        public void onLoaded() {
            if (expected) {
                HubRuntime.get().slots().expect("never back");
            }
        }
    }

    @Test
    @Tag("slow")
    void whoIsNotBackAfterAMinuteHoldsUpNobodyAnyMore() throws Throwable {
        sessions.then(jenkins -> {
            takeThePlace();
            waitingPipeline(jenkins, "second");
        });
        finishLast();
        NeverBack.expected = true;
        try {
            sessions.then(jenkins -> {
                await().during(Duration.ofSeconds(40))
                        .atMost(LONG_ENOUGH)
                        .until(() -> submitted().size() == 1);
                awaitSubmitted("first", "second");
                finishLast();
                jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build("second")));
            });
        } finally {
            NeverBack.expected = false;
        }
    }

    /** Holds up whoever has a program loaded, until it is released. */
    @TestExtension
    public static final class SlowToLoad extends FlowExecutionListener {
        private static volatile CountDownLatch released;
        private static volatile boolean inVain;

        @Override
        public void onResumed(@NonNull FlowExecution execution) {
            CountDownLatch until = released;
            try {
                inVain = until != null && !until.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void jenkinsDoesNotWaitWithItsStartForTheProgramsOfItsBuilds() throws Throwable {
        sessions.then(jenkins -> {
            takeThePlace();
            waitingPipeline(jenkins, "second");
        });
        finishLast();
        CountDownLatch released = new CountDownLatch(1);
        SlowToLoad.released = released;
        try {
            sessions.then(jenkins -> {
                released.countDown();
                awaitSubmitted("first", "second");
                finishLast();
                jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build("second")));
            });
        } finally {
            SlowToLoad.released = null;
        }
        assertFalse(SlowToLoad.inVain);
    }

    @Test
    void aBuildInLineThatCannotGoOnHoldsUpNobodyAnyMore() throws Throwable {
        sessions.then(jenkins -> {
            takeThePlace();
            startOnAgent(jenkins, "second", WAITING);
            waitingPipeline(jenkins, "third");
        });
        finishLast();
        sessions.then(jenkins -> {
            // the agent does not come back, which ends the build
            awaitSubmitted("first", "third");
            jenkins.waitForMessage("Stopped before anything was submitted.", build("second"));
            finishLast();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build("third")));
        });
        assertEquals(2, hub.emulator().requests(FaultPoint.SUBMIT).size());
    }

    @Test
    void aJobWhoseBuildIsNotBackYetHasItsPlace() throws Throwable {
        sessions.then(jenkins -> {
            hub.configure();
            configure(1);
            startOnAgent(jenkins, "first", "is STARTED");
        });
        sessions.then(jenkins -> {
            // as when a minute has expired
            HubRuntime.get().slots().expectNobody();
            waitingPipeline(jenkins, "second");
            awaitSubmitted("first");
            releaseAgent();
            jenkins.waitForMessage("Continuing with job", build("first"));
            awaitSubmitted("first");
            finishLast();
            awaitSubmitted("first", "second");
            finishLast();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build("second")));
        });
    }

    @Test
    void aJobThatRunsOverARestartKeepsItsPlace() throws Throwable {
        sessions.then(jenkins -> {
            takeThePlace();
            waitingPipeline(jenkins, "second");
        });
        sessions.then(jenkins -> {
            jenkins.waitForMessage("Jenkins restarted. Continuing with job", build("first"));
            waitingPipeline(jenkins, "new");
            awaitSubmitted("first");
            EmulatedJob first = hub.emulator().lastJob();
            first.finish("SUCCESS");
            awaitSubmitted("first", "second");
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build("first")));
            finishLast();
            awaitSubmitted("first", "second", "new");
            finishLast();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build("new")));
        });
    }

    @Test
    void aFreestyleBuildInLineEndsWithARestartAndHoldsNobodyUp() throws Throwable {
        sessions.then(jenkins -> {
            takeThePlace();
            waitingFreestyle(jenkins, "freestyle");
            waitingPipeline(jenkins, "last");
        });
        finishLast();
        sessions.then(jenkins -> {
            jenkins.assertBuildStatus(Result.ABORTED, build("freestyle"));
            awaitSubmitted("first", "last");
            finishLast();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build("last")));
        });
        assertEquals(2, hub.emulator().requests(FaultPoint.SUBMIT).size());
    }

    @Test
    void aJobThatIsFollowedInTheBackgroundAfterARestartKeepsItsPlace() throws Throwable {
        sessions.then(jenkins -> {
            hub.configure();
            configure(1);
            FreeStyleProject project = jenkins.createFreeStyleProject("first");
            NgeneaWorkflowBuilder builder = new NgeneaWorkflowBuilder("migrate");
            builder.setPaths(List.of("/first"));
            project.getBuildersList().add(builder);
            jenkins.waitForMessage("is STARTED", project.scheduleBuild2(0).waitForStart());
        });
        sessions.then(jenkins -> {
            waitingPipeline(jenkins, "second");
            finishLast();
            awaitSubmitted("first", "second");
            finishLast();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build("second")));
        });
    }
}
