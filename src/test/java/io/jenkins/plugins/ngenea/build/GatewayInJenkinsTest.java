package io.jenkins.plugins.ngenea.build;

import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.emulator.EmulatedJob;
import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.testing.BothKinds;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A gateway answers in the Hub's place while builds follow or are aborted: a Pipeline and a freestyle build at a time. */
@WithJenkins
@Timeout(150)
class GatewayInJenkinsTest {
    private static JenkinsRule jenkins;
    private static HubInJenkins known;
    private static HubEmulator hub;

    @BeforeAll
    static void startHub(JenkinsRule rule) throws Exception {
        jenkins = rule;
        rule.jenkins.setNumExecutors(10);
        known = HubInJenkins.start();
        hub = known.emulator();
        hub.holdJobs();
    }

    @AfterAll
    static void stopHub() throws Exception {
        known.close();
        jenkins.after();
    }

    @AfterEach
    void asUsual() {
        hub.faults().clear();
        hub.jobs().forEach(job -> job.finish("SUCCESS"));
    }

    private static BothKinds lostAndBack(Fault fault) throws Exception {
        BothKinds both = BothKinds.start(jenkins).awaitFollowed();
        hub.faults().always(FaultPoint.ANY, fault);
        both.awaitLog("Lost contact: ");
        return both;
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 410})
    void aPageThatRefusesKillsNoFollowedBuild(int status) throws Exception {
        BothKinds both = lostAndBack(Fault.html(status));
        hub.faults().clear();
        both.awaitLog("Reconnected to Hub");
        both.jobs(hub).forEach(job -> job.finish("SUCCESS"));
        both.awaitEnd(Result.SUCCESS);
        for (Run<?, ?> build : both.builds()) {
            jenkins.assertLogNotContains("Store a valid key", build);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aKeyThatTheHubRefusesForAMomentKillsNoFollowedBuild(int status) throws Exception {
        BothKinds both = lostAndBack(Fault.detail(status, "Not now."));
        both.assertLogs("Retrying for up to 2 min in case the key is being rotated", hub);
        hub.faults().clear();
        both.awaitLog("Reconnected to Hub");
        both.jobs(hub).forEach(job -> job.finish("SUCCESS"));
        both.awaitEnd(Result.SUCCESS);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 405})
    void aPageInPlaceOfTheWholeHubLeavesNoJobUncancelled(int status) throws Exception {
        BothKinds both = BothKinds.start(jenkins).awaitFollowed();
        hub.faults().always(FaultPoint.ANY, Fault.html(status));
        both.abort();
        both.awaitLog("Lost contact: ");
        hub.faults().clear();
        both.awaitEnd(Result.ABORTED);
        for (EmulatedJob job : both.jobs(hub)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> job.state().equals("CANCELLED"));
        }
    }
}
