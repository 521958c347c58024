package io.jenkins.plugins.ngenea.build;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.emulator.EmulatedJob;
import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.testing.BothKinds;
import io.jenkins.plugins.ngenea.testing.FilesWith;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.LogRecorder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A Hub repeats the key or token that it was sent: it gets into no log and no file, bound in the build or not. */
@WithJenkins
class EchoedKeyTest {
    private static JenkinsRule jenkins;
    private static HubInJenkins known;
    private static HubEmulator hub;

    private final LogRecorder log =
            new LogRecorder().record("io.jenkins.plugins.ngenea", Level.ALL).capture(10_000);

    @BeforeAll
    static void startHub(JenkinsRule rule) throws Exception {
        jenkins = rule;
        rule.jenkins.setNumExecutors(10);
        known = HubInJenkins.start();
        hub = known.emulator();
        hub.addUser("dfoster", "s3cret-Pa55");
        HubInJenkins.add(
                rule.jenkins,
                new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "login", "", "dfoster", "s3cret-Pa55"));
    }

    @AfterAll
    static void stopHub() throws Exception {
        known.close();
        jenkins.after();
    }

    @BeforeEach
    void asUsual() {
        hub.faults().clear();
        hub.holdJobs();
        hub.clearRequests();
    }

    @AfterEach
    void stopRecording() {
        log.close();
    }

    private void assertNowhere(String secret) throws Exception {
        FilesWith.none(jenkins.jenkins.getRootDir(), secret);
        assertTrue(log.getMessages().stream().noneMatch(message -> message.contains(secret)), "in the system log");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 502})
    void inARefusalOrAnErrorOfTheSubmit(int status) throws Exception {
        hub.faults().times(2, FaultPoint.SUBMIT, Fault.detail(status, "Bad key <" + known.key() + ">."));
        hub.faults().always(FaultPoint.JOBS, Fault.redirect(302, "/?key=" + known.key()));
        BothKinds both = BothKinds.start(jenkins);
        both.awaitEnd(Result.FAILURE);
        both.assertLogs("Bad key <****>.", hub);
        assertNowhere(known.key());
    }

    @Test
    void inTheReasonsOfAFailedJob() throws Exception {
        BothKinds both = BothKinds.start(jenkins).awaitFollowed();
        for (EmulatedJob job : both.jobs(hub)) {
            job.failTask("/a", "curl -H 'Authorization: Api-Key " + known.key() + "' failed");
            job.finish("FAILURE");
        }
        both.awaitEnd(Result.FAILURE);
        both.assertLogs("curl -H 'Authorization: Api-Key ****' failed", hub);
        assertNowhere(known.key());
    }

    @Test
    void inTheLossOfAJob() throws Exception {
        BothKinds both = BothKinds.start(jenkins).awaitFollowed();
        hub.faults().always(FaultPoint.JOB, Fault.detail(400, "Not for " + known.key()));
        both.awaitEnd(Result.FAILURE);
        both.assertLogs("Not for ****", hub);
        assertNowhere(known.key());
    }

    @Test
    void aTokenToo() throws Exception {
        BothKinds both = BothKinds.start(
                        jenkins, ", credentialsId: 'login'", builder -> builder.setCredentialsId("login"))
                .awaitFollowed();
        String token =
                hub.requests(FaultPoint.SUBMIT).get(0).header("authorization").substring("Bearer ".length());
        hub.faults().always(FaultPoint.JOB, Fault.detail(400, "Gone for " + token));
        both.awaitEnd(Result.FAILURE);
        both.assertLogs("Gone for ****", hub);
        assertNowhere(token);
    }

    @Test
    void whereTheKeyIsBoundItIsMaskedWhoeverSaysIt() throws Exception {
        HubInJenkins.addKey(jenkins.jenkins, "bound-key", known.key());
        hub.faults().next(FaultPoint.SUBMIT, Fault.detail(400, "Bad key <" + known.key() + ">."));
        Run<?, ?> build = Pipelines.run(jenkins, Result.FAILURE, """
                withCredentials([ngeneaHub('bound-key')]) {
                  echo "bound <${env.NGENEA_API_KEY}>"
                  ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])
                }
                """);
        jenkins.assertLogContains("bound <****>", build);
        jenkins.assertLogContains("Bad key <****>.", build);
        assertNowhere(known.key());
    }

    @Test
    void aNameThatIsTheKeyIsMaskedForTheScriptToo() throws Exception {
        hub.faults()
                .always(
                        FaultPoint.JOB,
                        Fault.status(
                                200,
                                "{\"state\":\"SUCCESS\",\"workflow\":\"<" + known.key() + ">\"}",
                                "application/json"));
        Run<?, ?> build = Pipelines.run(jenkins, Result.SUCCESS, "echo \"of ${ngeneaWaitForJob(job: '7').workflow}\"");
        jenkins.assertLogContains("of <****>", build);
        assertNowhere(known.key());
    }
}
