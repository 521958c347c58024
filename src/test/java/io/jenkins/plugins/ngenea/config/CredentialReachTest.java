package io.jenkins.plugins.ngenea.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.ngenea.builder.NgeneaWorkflowBuilder;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.ModifiableTopLevelItemGroup;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Which credentials the steps and the build step can name. For the binding see NgeneaHubBindingRefusalTest. */
@WithJenkins
class CredentialReachTest {
    private static JenkinsRule jenkins;
    private static HubInJenkins known;
    private static HubEmulator hub;

    private enum Kind {
        STEP("ngeneaWorkflow(workflow: 'migrate', paths: ['/a'], credentialsId: '%s')"),
        WAIT_STEP("ngeneaWaitForJob(job: '1', credentialsId: '%s')"),
        BUILD_STEP(null);

        private final String script;

        Kind(String script) {
            this.script = script;
        }
    }

    private enum Place {
        OUTSIDE,
        THEIRS,
        MINE,
        BELOW_MINE
    }

    private record Case(Kind kind, Place place, String credential) {
        private boolean isInReach() {
            return credential.equals("global-key")
                    || (credential.equals("folder-key") && (place == Place.MINE || place == Place.BELOW_MINE));
        }

        @Override
        public String toString() {
            return kind + " " + place + " " + credential;
        }
    }

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        known = HubInJenkins.start();
        hub = known.emulator();
        hub.plan(JobPlan.immediate());
        hub.nextJobNumber(1);
        Folder mine = rule.createProject(Folder.class, "mine");
        mine.createProject(Folder.class, "below");
        rule.createProject(Folder.class, "theirs");
        HubInJenkins.addKey(mine, "folder-key", hub.newClientKey());
        HubInJenkins.addKey(rule.jenkins, "global-key", hub.newClientKey());
        HubInJenkins.add(rule.jenkins, text(CredentialsScope.SYSTEM, "system-key"));
        HubInJenkins.addForHost(
                rule.jenkins, "elsewhere.example.com", text(CredentialsScope.GLOBAL, "other-hosts-key"));
    }

    private static StringCredentialsImpl text(CredentialsScope scope, String id) {
        return new StringCredentialsImpl(scope, id, "", Secret.fromString(hub.newClientKey()));
    }

    @AfterAll
    static void stop() throws Exception {
        known.close();
        jenkins.after();
    }

    static Stream<Case> all() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(Place.values())
                        .flatMap(place -> Stream.of("global-key", "folder-key", "system-key", "other-hosts-key")
                                .map(credential -> new Case(kind, place, credential))));
    }

    static Stream<Case> inReach() {
        return all().filter(Case::isInReach);
    }

    static Stream<Case> outOfReach() {
        return all().filter(each -> !each.isInReach());
    }

    @ParameterizedTest
    @MethodSource("inReach")
    void aCredentialInReachIsUsed(Case each) throws Exception {
        // there is a job 1 to wait for
        if (hub.jobs().isEmpty()) {
            run(new Case(Kind.STEP, Place.OUTSIDE, "global-key"), Result.SUCCESS);
        }
        run(each, Result.SUCCESS);
    }

    @ParameterizedTest
    @MethodSource("outOfReach")
    void aCredentialOutOfReachDoesNotExistAndTheHubIsNotAsked(Case each) throws Exception {
        long before = hub.requestCount();
        Run<?, ?> build = run(each, Result.FAILURE);
        jenkins.assertLogContains(
                "The credential '" + each.credential()
                        + "' for Ngenea Hub 'production' does not exist where this job can see it",
                build);
        assertEquals(before, hub.requestCount());
    }

    private static Run<?, ?> run(Case each, Result expected) throws Exception {
        ModifiableTopLevelItemGroup place =
                switch (each.place()) {
                    case OUTSIDE -> jenkins.jenkins;
                    case THEIRS -> folder("theirs");
                    case MINE -> folder("mine");
                    case BELOW_MINE -> folder("mine/below");
                };
        String name = each.kind().name().toLowerCase() + place.getItems().size();
        if (each.kind() == Kind.BUILD_STEP) {
            FreeStyleProject project = (FreeStyleProject) place.createProject(
                    jenkins.jenkins.getDescriptorByType(FreeStyleProject.DescriptorImpl.class), name, false);
            NgeneaWorkflowBuilder builder = new NgeneaWorkflowBuilder("migrate");
            builder.setPaths(List.of("/a"));
            builder.setCredentialsId(each.credential());
            project.getBuildersList().add(builder);
            return jenkins.assertBuildStatus(expected, project.scheduleBuild2(0));
        }
        WorkflowJob job = (WorkflowJob)
                place.createProject(jenkins.jenkins.getDescriptorByType(WorkflowJob.DescriptorImpl.class), name, false);
        job.setDefinition(new CpsFlowDefinition(each.kind().script.formatted(each.credential()), true));
        return jenkins.assertBuildStatus(expected, job.scheduleBuild2(0));
    }

    private static Folder folder(String name) {
        return jenkins.jenkins.getItemByFullName(name, Folder.class);
    }
}
