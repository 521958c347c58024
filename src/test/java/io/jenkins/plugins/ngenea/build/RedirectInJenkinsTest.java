package io.jenkins.plugins.ngenea.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Result;
import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Wherever a redirect of whatever kind points: neither key nor password nor request goes there, and no job gets lost. */
@WithJenkins
@Tag("slow")
class RedirectInJenkinsTest {
    private static final String ELSEWHERE = "/elsewhere/";

    private static JenkinsRule jenkins;
    private static HubInJenkins known;
    private static HubEmulator hub;
    private static HubEmulator other;

    private record Case(FaultPoint point, int status, boolean toAnotherHost) {
        private String target() {
            return (toAnotherHost ? other : hub).url() + ELSEWHERE;
        }

        @Override
        public String toString() {
            return status + " of " + point + (toAnotherHost ? " to another host" : " to the same host");
        }
    }

    @BeforeAll
    static void startHubs(JenkinsRule rule) throws Exception {
        jenkins = rule;
        known = HubInJenkins.start();
        hub = known.emulator();
        other = HubEmulator.start();
        hub.addUser("dfoster", "s3cret-Pa55");
        HubInJenkins.add(
                rule.jenkins,
                new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "login", "", "dfoster", "s3cret-Pa55"));
    }

    @AfterAll
    static void stopHubs() throws Exception {
        known.close();
        other.close();
        jenkins.after();
    }

    @BeforeEach
    void asUsual() {
        hub.faults().clear();
        hub.holdJobs();
        hub.clearRequests();
    }

    static Stream<Case> redirects() {
        return Stream.of(FaultPoint.SUBMIT, FaultPoint.JOB, FaultPoint.CANCEL, FaultPoint.TOKEN)
                .flatMap(point -> Stream.of(301, 302, 303, 307, 308)
                        // a 303 is no refusal of a submit
                        .filter(status -> status != 303 || point != FaultPoint.SUBMIT)
                        .flatMap(status -> Stream.of(false, true).map(another -> new Case(point, status, another))));
    }

    @ParameterizedTest
    @MethodSource("redirects")
    void theLogNamesTheRedirectAndNothingGoesThere(Case each) throws Exception {
        hub.faults().always(each.point(), Fault.redirect(each.status(), each.target()));
        boolean aborted = each.point() == FaultPoint.CANCEL;
        String credential = each.point() == FaultPoint.TOKEN ? ", credentialsId: 'login'" : "";
        WorkflowRun build = Pipelines.start(Pipelines.job(
                "redirected" + jenkins.jenkins.getItems().size(),
                "ngeneaWorkflow(workflow: 'migrate', paths: ['/a']" + credential + ")"));
        if (aborted) {
            jenkins.waitForMessage("is STARTED", build);
            build.getExecutor().interrupt();
        }
        jenkins.waitForMessage(
                "answered HTTP " + each.status() + ", a redirect to " + each.target()
                        + ". Redirects are not followed, so that the key is sent nowhere else. Correct the URL in the"
                        + " configuration of this Hub.",
                build);
        boolean followed = each.point() == FaultPoint.JOB;
        if (followed) {
            // it may have been a gateway's, and has passed
            hub.faults().clear();
            hub.lastJob().finish("SUCCESS");
        }
        Result end = aborted ? Result.ABORTED : followed ? Result.SUCCESS : Result.FAILURE;
        jenkins.assertBuildStatus(end, jenkins.waitForCompletion(build));
        assertEquals(
                List.of(),
                hub.requests().stream()
                        .filter(request -> request.path().equals(ELSEWHERE))
                        .toList());
        assertEquals(0, other.requestCount());
        assertTrue(hub.requests(each.point()).size() >= 1);
        assertTrue(hub.requests(FaultPoint.SUBMIT).size() <= 1);
    }
}
