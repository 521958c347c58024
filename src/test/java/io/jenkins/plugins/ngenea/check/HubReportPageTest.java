package io.jenkins.plugins.ngenea.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** The full report of a Hub, as an administrator gets it. */
@WithOneJenkins
class HubReportPageTest {
    @Test
    void anAdministratorChecksAHubAndCanCopyTheReport(JenkinsRule jenkins) throws Exception {
        try (HubInJenkins hub = HubInJenkins.start();
                JenkinsRule.WebClient web = jenkins.createWebClient()) {
            HtmlPage page = web.goTo("ngenea-hub-report");
            assertEquals(0, hub.emulator().requestCount(), "only a POST asks the Hub");
            HtmlButton check = (HtmlButton)
                    page.getByXPath("//button[contains(., 'Check Hub')]").get(0);
            HtmlPage report = check.click();
            assertTrue(report.asNormalizedText().contains("The Hub contradicts nothing that the plugin needs."));
            assertTrue(report.asNormalizedText().contains("POST /api/file/workflow/ submits"));
            String copied = ((HtmlButton) report.getByXPath("//button[@text]").get(0)).getAttribute("text");
            assertTrue(copied.startsWith("THING "), copied);
            assertFalse(copied.contains("127.0.0.1"), copied);
            assertFalse(copied.contains(hub.key()), copied);
            assertTrue(hub.emulator().jobs().isEmpty());
        }
    }

    @Test
    void aHubThatCannotBeAskedIsToldWithItsReason(JenkinsRule jenkins) throws Exception {
        try (HubInJenkins hub = HubInJenkins.start();
                JenkinsRule.WebClient web = jenkins.createWebClient()) {
            hub.emulator().goDown();
            HtmlPage page = web.goTo("ngenea-hub-report");
            HtmlPage report = ((HtmlButton) page.getByXPath("//button[contains(., 'Check Hub')]")
                            .get(0))
                    .click();
            assertTrue(report.asNormalizedText().contains("connection refused"), report.asNormalizedText());
        }
    }

    @Test
    void aGetChecksNothing(JenkinsRule jenkins) throws Exception {
        try (HubInJenkins hub = HubInJenkins.start();
                JenkinsRule.WebClient web = jenkins.createWebClient()) {
            web.setThrowExceptionOnFailingStatusCode(false);
            assertEquals(
                    404,
                    web.goTo("ngenea-hub-report/run?hub=" + HubInJenkins.NAME)
                            .getWebResponse()
                            .getStatusCode());
            assertEquals(0, hub.emulator().requestCount());
        }
    }

    @Test
    void nobodyElseSeesThePage(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(
                new MockAuthorizationStrategy().grant(Jenkins.READ).everywhere().to("reader"));
        try (HubInJenkins hub = HubInJenkins.start();
                JenkinsRule.WebClient web = jenkins.createWebClient()) {
            web.login("reader");
            web.setThrowExceptionOnFailingStatusCode(false);
            assertEquals(403, web.goTo("ngenea-hub-report").getWebResponse().getStatusCode());
            assertEquals(0, hub.emulator().requestCount());
        }
    }
}
