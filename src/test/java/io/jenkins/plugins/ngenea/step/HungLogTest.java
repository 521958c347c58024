package io.jenkins.plugins.ngenea.step;

import hudson.model.Run;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;

/** The log of a build with many steps accepts none of their lines. */
@WithOneJenkins
class HungLogTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    private static final int MANY = 12;

    private static volatile CountDownLatch reached;
    private static volatile CountDownLatch released;

    private HubInJenkins hub;

    @BeforeEach
    void startHub() throws Exception {
        hub = HubInJenkins.start();
        hub.emulator().holdJobs();
        reached = new CountDownLatch(1);
        released = new CountDownLatch(1);
    }

    @AfterEach
    void stopHub() {
        released.countDown();
        hub.close();
    }

    @TestExtension
    public static final class OfHungBuild implements TaskListenerDecorator.Factory {
        @Override
        public TaskListenerDecorator of(FlowExecutionOwner owner) {
            try {
                return owner.getExecutable() instanceof Run<?, ?> build
                                && build.getParent().getName().equals("hung")
                        ? new Hung()
                        : null;
            } catch (IOException e) {
                return null;
            }
        }
    }

    /** Hangs in each line of the plugin. */
    private static final class Hung extends TaskListenerDecorator {
        private static final long serialVersionUID = 1L;

        @Override
        public OutputStream decorate(OutputStream log) {
            return new OutputStream() {
                @Override
                public void write(int one) throws IOException {
                    log.write(one);
                }

                @Override
                public void write(byte[] text, int start, int length) throws IOException {
                    if (new String(text, start, length, StandardCharsets.UTF_8).contains("[Ngenea]")) {
                        hang();
                    }
                    log.write(text, start, length);
                }

                @Override
                public void flush() throws IOException {
                    log.flush();
                }
            };
        }

        private static void hang() {
            reached.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void stepsOfOtherBuildsBeginAlthoughSomethingIsToBeSaidOfAllItsPaths(JenkinsRule jenkins) throws Exception {
        String branches = IntStream.range(0, MANY)
                .mapToObj(i -> "b%d: { ngeneaWorkflow(workflow: 'migrate', paths: ['/twice%d', '/twice%d']) }"
                        .formatted(i, i, i))
                .collect(Collectors.joining(", "));
        WorkflowRun hung = Pipelines.start(Pipelines.job("hung", "parallel(" + branches + ")"));
        reached.await(60, TimeUnit.SECONDS);
        Awaitility.await()
                .atMost(LONG_ENOUGH)
                .until(() ->
                        hung.getExecution().getCurrentExecutions(true).get().size() == MANY);
        WorkflowRun other =
                Pipelines.start(Pipelines.job("other", "ngeneaWorkflow(workflow: 'migrate', paths: ['/other'])"));
        Pipelines.awaitFollowed(other, hub.emulator(), "/other");
        released.countDown();
        Awaitility.await().atMost(LONG_ENOUGH).until(() -> hub.emulator().jobs().size() == MANY + 1);
        hub.emulator().jobs().forEach(job -> job.finish("SUCCESS"));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(other));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(hung));
        for (int i = 0; i < MANY; i++) {
            jenkins.assertLogContains("/twice" + i, hung);
        }
    }
}
