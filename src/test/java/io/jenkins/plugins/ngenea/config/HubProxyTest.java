package io.jenkins.plugins.ngenea.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.ProxyConfiguration;
import hudson.model.Result;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.RecordedRequest;
import io.jenkins.plugins.ngenea.hub.http.ForwardingProxy;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Jenkins' own proxy settings. */
@WithOneJenkins
class HubProxyTest {
    private static final String STEP = "ngeneaWorkflow(workflow: 'migrate', paths: ['/a'])";
    private static final String LOGIN = ForwardingProxy.basic("me", "proxy-word");

    private JenkinsRule jenkins;
    private HubInJenkins hub;
    private ForwardingProxy proxy;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        hub = HubInJenkins.start();
        proxy = ForwardingProxy.start("me", "proxy-word");
    }

    @AfterEach
    void stop() throws Exception {
        hub.close();
        proxy.close();
    }

    private void configure(ForwardingProxy which, String password, String noProxyHosts) {
        jenkins.jenkins.setProxy(new ProxyConfiguration("127.0.0.1", which.port(), "me", password, noProxyHosts));
    }

    private void assertTheHubGotOnlyItsOwn() {
        for (RecordedRequest request : hub.emulator().requests()) {
            assertNull(request.header("proxy-authorization"));
            assertEquals("Api-Key " + hub.key(), request.header("authorization"));
        }
    }

    @Test
    void aPipelineSubmitsAndFollowsThroughTheProxyWithItsLogin() throws Exception {
        configure(proxy, "proxy-word", "");
        Pipelines.run(jenkins, Result.SUCCESS, STEP);
        assertEquals(1, hub.emulator().requests(FaultPoint.SUBMIT).size());
        assertFalse(hub.emulator().requests(FaultPoint.JOB).isEmpty());
        assertTheHubGotOnlyItsOwn();
        assertEquals(hub.emulator().requestCount(), proxy.told().size());
        proxy.told().forEach(told -> assertEquals(LOGIN, told.header("proxy-authorization")));
    }

    @Test
    void aHostThatNeedsNoProxyIsReachedDirectly() throws Exception {
        configure(proxy, "proxy-word", "other.example.com\n127.0.*");
        Pipelines.run(jenkins, Result.SUCCESS, STEP);
        assertEquals(0, proxy.told().size());
        assertTheHubGotOnlyItsOwn();
        assertNull(hub.emulator().requests(FaultPoint.SUBMIT).get(0).header("via"));
    }

    @Test
    void otherSettingsAreUsedAsSoonAsTheyAreSavedWhileAJobIsFollowed() throws Exception {
        hub.emulator().holdJobs();
        configure(proxy, "proxy-word", "");
        WorkflowRun build = Pipelines.startUntilFollowed(Pipelines.job("followed", STEP), hub.emulator());
        try (ForwardingProxy other = ForwardingProxy.start("me", "other-word")) {
            configure(other, "other-word", "");
            awaitTold(other, 1);
            int before = proxy.told().size();
            awaitTold(other, 3);
            assertEquals(before, proxy.told().size());
            String login = ForwardingProxy.basic("me", "other-word");
            other.told().forEach(told -> assertEquals(login, told.header("proxy-authorization")));
            jenkins.jenkins.setProxy(null);
            awaitDirect(3);
        }
        Pipelines.onlyJob(hub.emulator()).finish("SUCCESS");
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
        jenkins.assertLogNotContains("Lost contact", build);
        assertTheHubGotOnlyItsOwn();
    }

    private static void awaitTold(ForwardingProxy which, int atLeast) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> which.told().size() >= atLeast);
    }

    private void awaitDirect(long atLeast) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> hub.emulator().requests().stream()
                                .filter(request -> request.header("via") == null)
                                .count()
                        >= atLeast);
    }

    @Test
    void aWrongLoginFailsTheBuildWithNothingSubmittedAndTheProxysName() throws Exception {
        configure(proxy, "wrong-word", "");
        WorkflowRun build = Pipelines.run(jenkins, Result.FAILURE, STEP);
        jenkins.assertLogContains("the proxy 127.0.0.1:" + proxy.port() + " rejected it (HTTP 407)", build);
        jenkins.assertLogContains("does not accept the login", build);
        jenkins.assertLogContains("Nothing was submitted.", build);
        jenkins.assertLogNotContains("wrong-word", build);
        assertEquals(0, hub.emulator().requestCount());
    }

    @Test
    void theConnectionTestSaysThatJavaKeepsTheLoginBackBeforeATunnel() {
        configure(proxy, "proxy-word", "");
        String url = hub.emulator().url().replace("http:", "https:");
        String said = jenkins.jenkins
                .getDescriptorByType(NgeneaHub.DescriptorImpl.class)
                .doTestConnection(url, HubInJenkins.CREDENTIAL, 2, "")
                .getMessage();
        assertTrue(said.contains("the proxy 127.0.0.1:" + proxy.port() + " rejected it"), said);
        assertTrue(said.contains("-Djdk.http.auth.tunneling.disabledSchemes= (nothing after"), said);
        assertNull(proxy.told().get(0).header("proxy-authorization"));
        assertEquals(0, hub.emulator().requestCount());
    }
}
