package io.jenkins.plugins.ngenea.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.model.FreeStyleProject;
import hudson.util.FormValidation;
import io.jenkins.plugins.ngenea.builder.NgeneaWorkflowBuilder;
import io.jenkins.plugins.ngenea.config.HubOffers;
import io.jenkins.plugins.ngenea.config.NgeneaHub;
import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** What the form of a job knows from its Hub. */
@WithOneJenkins
class WorkflowFormTest {
    private static final Duration HANGING = Duration.ofSeconds(30);

    private JenkinsRule jenkins;
    private HubInJenkins hub;
    private FreeStyleProject job;
    private NgeneaWorkflowBuilder.DescriptorImpl form;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        hub = HubInJenkins.start();
        job = rule.createFreeStyleProject();
        form = rule.jenkins.getDescriptorByType(NgeneaWorkflowBuilder.DescriptorImpl.class);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private static void assertSays(FormValidation.Kind kind, String text, FormValidation said) {
        String message = said.getMessage() == null ? "" : said.getMessage().replace("&#039;", "'");
        assertEquals(kind, said.kind, message);
        assertTrue(message.contains(text), message);
    }

    private FormValidation workflow(String name) {
        return form.doCheckWorkflow(job, name, "", "", null);
    }

    @Test
    void theWorkflowsAndSitesOfTheHubAreOffered() {
        assertEquals(
                List.of("migrate", "premigrate", "recall", "send", "site_sync", "custom_tiering"),
                form.doFillWorkflowItems(job, "", ""));
        assertEquals(List.of("dfoster1", "dfoster2"), form.doFillSiteItems(job, "", ""));
    }

    @Test
    void aFormThatAsksOftenMakesOneRequest() {
        form.doFillWorkflowItems(job, "", "");
        workflow("migrate");
        workflow("recall");
        form.doCheckDiscovery(job, "strange", "", "");
        assertEquals(1, hub.emulator().requestCount(FaultPoint.WORKFLOWS));
    }

    @Test
    void theHubIsAskedAsTheBuildWouldAskIt() throws Exception {
        String own = hub.emulator().newClientKey();
        HubInJenkins.addKey(jenkins.jenkins, "job-key", own);
        form.doFillWorkflowItems(job, "", "job-key");
        assertEquals(
                "Api-Key " + own,
                hub.emulator().requests(FaultPoint.WORKFLOWS).get(0).header("authorization"));
    }

    @Test
    void aCredentialThatTheJobCannotSeeIsNotReplacedByTheHubsOwn() {
        assertEquals(List.of(), form.doFillWorkflowItems(job, "", "gone"));
        assertEquals(0, hub.emulator().requestCount());
    }

    @Test
    void anUnknownWorkflowIsAWarningAndAVariableIsNot() {
        assertSays(
                FormValidation.Kind.WARNING, "The Hub has no workflow 'migrat'. It has: migrate, ", workflow("migrat"));
        assertSays(FormValidation.Kind.OK, "", workflow("${WORKFLOW}"));
    }

    @Test
    void aWorkflowIsShownWithItsFields() {
        ObjectNode field = JsonNodeFactory.instance
                .objectNode()
                .put("name", "copies")
                .put("type", "int")
                .put("default", 2);
        ObjectNode needed = JsonNodeFactory.instance
                .objectNode()
                .put("name", "target")
                .put("type", "choice")
                .put("required", true);
        needed.putArray("choices").add("warm").add("cold");
        hub.emulator().addWorkflow("archive", "Archive", null, field, needed);
        assertSays(
                FormValidation.Kind.OK,
                "Fields: copies (int, default 2); target (one of warm, cold, required).",
                workflow("archive"));
    }

    private void addWorkflowThatNeedsATarget() {
        hub.emulator()
                .addWorkflow(
                        "archive",
                        "Archive",
                        null,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("name", "target")
                                .put("required", true),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("name", "copies")
                                .put("required", true)
                                .put("default", 2));
    }

    @Test
    void aFieldThatTheWorkflowNeedsAndTheFormHasNotIsAWarning() {
        addWorkflowThatNeedsATarget();
        String missing = "Workflow 'archive' needs fields that are missing: target. Add them under Advanced, Fields. ";
        assertSays(FormValidation.Kind.WARNING, missing, form.doCheckWorkflow(job, "archive", "", "", "copies\nother"));
        assertSays(FormValidation.Kind.WARNING, missing, form.doCheckWorkflow(job, "archive", "", "", ""));
    }

    @Test
    void nothingIsMissingWhereItIsGivenOrMayBe() {
        addWorkflowThatNeedsATarget();
        for (String names : Arrays.asList("target", " other\n target ", "${NAME}", null)) {
            assertSays(FormValidation.Kind.OK, "Fields: ", form.doCheckWorkflow(job, "archive", "", "", names));
        }
    }

    @Test
    void theFormTellsWhichFieldsItHas() throws Exception {
        addWorkflowThatNeedsATarget();
        NgeneaWorkflowBuilder builder = new NgeneaWorkflowBuilder("archive");
        job.getBuildersList().add(builder);
        assertTrue(isMissing(job));
        builder.setFields(List.of(new WorkflowField("target", "tape", "STRING")));
        assertFalse(isMissing(job));
        jenkins.submit(jenkins.createWebClient().getPage(job, "configure").getFormByName("config"));
        assertEquals(
                List.of("target"),
                job.getBuildersList().get(NgeneaWorkflowBuilder.class).getFields().stream()
                        .map(WorkflowField::getName)
                        .toList());
    }

    /** What the page says once it has said something of the workflow. */
    private boolean isMissing(FreeStyleProject project) throws Exception {
        JenkinsRule.WebClient web = jenkins.createWebClient();
        HtmlPage page = web.getPage(project, "configure");
        Awaitility.await().atMost(HANGING).until(() -> {
            web.waitForBackgroundJavaScript(500);
            return page.asNormalizedText().contains("Fields: target (required)");
        });
        return page.asNormalizedText().contains("needs fields that are missing: target.");
    }

    @Test
    void aFieldThatTheWorkflowDoesNotHaveIsAWarning() {
        WorkflowField.DescriptorImpl field = jenkins.jenkins.getDescriptorByType(WorkflowField.DescriptorImpl.class);
        assertSays(
                FormValidation.Kind.OK,
                "tier (one of warm, cold)",
                field.doCheckName(job, "tier", "custom_tiering", "", ""));
        assertSays(
                FormValidation.Kind.WARNING,
                "Workflow 'custom_tiering' has no field 'teir'. It has: target, days, dry_run, tier.",
                field.doCheckName(job, "teir", "custom_tiering", "", ""));
        assertSays(
                FormValidation.Kind.WARNING,
                "Variables are not replaced in the name of a field: the request would have '$FIELD'.",
                field.doCheckName(job, "$FIELD", "", "", ""));
    }

    @Test
    void theFieldsOfTheWorkflowAndTheirValuesAreOffered() {
        WorkflowField.DescriptorImpl field = jenkins.jenkins.getDescriptorByType(WorkflowField.DescriptorImpl.class);
        assertEquals(
                List.of("target", "days", "dry_run", "tier"), field.doFillNameItems(job, "custom_tiering", "", ""));
        assertEquals(List.of("warm", "cold"), field.doFillValueItems(job, "tier", "custom_tiering", "", ""));
        assertEquals(List.of("true", "false"), field.doFillValueItems(job, "dry_run", "custom_tiering", "", ""));
        assertEquals(List.of(), field.doFillValueItems(job, "days", "custom_tiering", "", ""));
    }

    @Test
    void anUnknownSiteIsAWarning() {
        assertSays(
                FormValidation.Kind.WARNING,
                "The Hub has no site 'dfoster9'. It has: dfoster1, dfoster2.",
                form.doCheckSite(job, "dfoster9", "", ""));
        assertSays(FormValidation.Kind.OK, "", form.doCheckSite(job, "dfoster2", "", ""));
    }

    private void health(String ofFirst, String ofSecond) {
        String body = "{\"overall_health\": \"critical\", \"site_status\": [{\"site\": \"dfoster1\", \"health\": \""
                + ofFirst + "\"}, {\"site\": \"dfoster2\", \"health\": \"" + ofSecond + "\"}]}";
        hub.emulator().faults().always(FaultPoint.HEALTH, Fault.status(200, body, "application/json"));
    }

    @Test
    void aSiteThatTheHubCallsCriticalIsAWarning() {
        health("warning", "CRITICAL");
        assertSays(
                FormValidation.Kind.WARNING,
                "The Hub says that site 'dfoster2' is critical. Jobs may wait or fail there until somebody sees to the"
                        + " site.",
                form.doCheckSite(job, "dfoster2", "", ""));
        assertSays(FormValidation.Kind.OK, "", form.doCheckSite(job, "dfoster1", "", ""));
        assertEquals(1, hub.emulator().requestCount(FaultPoint.HEALTH));
    }

    @Test
    void theDefaultSiteOfTheHubIsLookedAtWhereTheJobNamesNone() {
        health("critical", "ok");
        assertSays(
                FormValidation.Kind.WARNING,
                "The Hub says that site '" + HubInJenkins.SITE + "' is critical.",
                form.doCheckSite(job, "", "", ""));
    }

    @Test
    void aSiteOfAVariableIsNotAskedFor() {
        assertSays(FormValidation.Kind.OK, "", form.doCheckSite(job, "$SITE", "", ""));
        assertEquals(0, hub.emulator().requestCount());
    }

    @Test
    void aHubWithoutHealthIsNoReasonToWarn() {
        hub.emulator().faults().always(FaultPoint.HEALTH, Fault.html(404));
        assertSays(FormValidation.Kind.OK, "", form.doCheckSite(job, "dfoster1", "", ""));
    }

    @Test
    void sitesAndHealthThatHangAreAskedForAtOnceAndNotOneAfterTheOther() {
        hub.emulator().faults().always(FaultPoint.SITES, Fault.hang(HANGING));
        hub.emulator().faults().always(FaultPoint.HEALTH, Fault.hang(HANGING));
        assertSays(FormValidation.Kind.OK, "", form.doCheckSite(job, "dfoster1", "", ""));
        Instant sites = hub.emulator().requests(FaultPoint.SITES).get(0).at();
        Instant health = hub.emulator().requests(FaultPoint.HEALTH).get(0).at();
        assertTrue(Duration.between(sites, health).abs().toMillis() < 1900, () -> sites + " " + health);
    }

    @Test
    void aHubThatHangsHoldsTwoThreadsAndNoOtherHubUp() throws Exception {
        for (FaultPoint point : List.of(FaultPoint.WORKFLOWS, FaultPoint.SITES, FaultPoint.HEALTH)) {
            hub.emulator().faults().always(point, Fault.hang(HANGING));
        }
        try (HubInJenkins other = HubInJenkins.alone()) {
            HubInJenkins.addKey(jenkins.jenkins, "second-key", hub.emulator().newClientKey());
            HubInJenkins.addKey(jenkins.jenkins, "other-key", other.key());
            HubInJenkins.configure(
                    hub.hub(), new NgeneaHub("other", other.emulator().url(), "other-key"));
            for (String key : List.of("", "second-key")) {
                HubOffers.get().workflows(job, HubInJenkins.NAME, key);
                HubOffers.get().sites(job, HubInJenkins.NAME, key);
                HubOffers.get().health(job, HubInJenkins.NAME, key);
            }
            Awaitility.await().atMost(HANGING).until(() -> hub.emulator().requestCount() == 2);
            assertEquals(
                    List.of("dfoster1", "dfoster2"),
                    HubOffers.get().sites(job, "other", "").get());
            assertEquals(2, hub.emulator().requestCount());
        }
    }

    @Test
    void anUnknownDiscoveryIsAWarning() {
        hub.emulator().addWorkflow("own", "Own", "own_way");
        assertSays(
                FormValidation.Kind.WARNING,
                "No workflow of this Hub uses the discovery 'recursiv'.",
                form.doCheckDiscovery(job, "recursiv", "", ""));
        for (String known : List.of("", "none", "default", "recursive", "snapdiff", "own_way", "$HOW")) {
            assertSays(FormValidation.Kind.OK, "", form.doCheckDiscovery(job, known, "", ""));
        }
    }

    @Test
    void aHubThatHangsHoldsUpNobodyForLongAndIsAskedOnce() {
        hub.emulator().faults().always(FaultPoint.WORKFLOWS, Fault.hang(HANGING));
        long start = System.nanoTime();
        assertEquals(List.of(), form.doFillWorkflowItems(job, "", ""));
        assertSays(FormValidation.Kind.OK, "", workflow("anything"));
        assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 10);
        assertEquals(1, hub.emulator().requestCount(FaultPoint.WORKFLOWS));
    }

    @Test
    void anAnswerThatComesLateIsThereForTheNextForm() {
        hub.emulator().latency(Duration.ofSeconds(3));
        assertEquals(List.of(), form.doFillSiteItems(job, "", ""));
        Awaitility.await()
                .atMost(HANGING)
                .until(() -> form.doFillSiteItems(job, "", "").contains("dfoster1"));
        assertEquals(1, hub.emulator().requestCount(FaultPoint.SITES));
    }

    @Test
    void theFormShowsTheDefaultSiteOfTheHub() throws Exception {
        NgeneaWorkflowBuilder builder = new NgeneaWorkflowBuilder("migrate");
        job.getBuildersList().add(builder);
        HtmlPage page = jenkins.createWebClient().getPage(job, "configure");
        HtmlInput site = page.getFirstByXPath("//input[@name='_.site']");
        assertEquals(HubInJenkins.SITE, site.getAttribute("placeholder"));
        jenkins.submit(page.getFormByName("config"));
        jenkins.assertEqualDataBoundBeans(builder, job.getBuildersList().get(NgeneaWorkflowBuilder.class));
    }
}
