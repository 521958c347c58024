package io.jenkins.plugins.ngenea.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.util.List;
import org.htmlunit.FailingHttpStatusCodeException;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTextArea;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The Hubs on the system configuration page. */
@WithOneJenkins
class HubConfigurationFormTest {
    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) {
        jenkins = rule;
    }

    private static NgeneaHub full() {
        NgeneaHub hub = new NgeneaHub("archive", "https://archive.example.com/api", "archive-key");
        hub.setDefaultSite("dfoster2");
        hub.setFolders(List.of("storage/nightly", "storage/weekly"));
        hub.setPollCapSeconds(60);
        hub.setLostContactMinutes(120);
        hub.setTimeoutSeconds(45);
        hub.setMaxJobs(20);
        hub.setDefaultHub(true);
        return hub;
    }

    private static List<NgeneaHub> hubs() {
        return NgeneaHubConfiguration.get().getHubs();
    }

    private HtmlForm form() throws Exception {
        HtmlPage page = jenkins.createWebClient().goTo("configure");
        return page.getFormByName("config");
    }

    @Test
    void twoHubsAreKeptWithAllTheirAttributes() throws Exception {
        HubInJenkins.addKey(jenkins.jenkins, "archive-key", "some.key");
        NgeneaHub plain = new NgeneaHub("production", "https://hub.example.com", "");
        HubInJenkins.configure(plain, full());
        jenkins.configRoundtrip();
        assertEquals(2, hubs().size());
        jenkins.assertEqualDataBoundBeans(plain, hubs().get(0));
        jenkins.assertEqualDataBoundBeans(full(), hubs().get(1));
    }

    @Test
    void aCredentialThatIsGoneStaysNamed() throws Exception {
        HubInJenkins.configure(full());
        jenkins.configRoundtrip();
        assertEquals("archive-key", hubs().get(0).getCredentialsId());
    }

    @Test
    void theHeaderOfAHubShowsItsName() throws Exception {
        HubInJenkins.configure(full());
        HtmlPage page = (HtmlPage) form().getPage();
        DomElement header = page.getFirstByXPath(
                "//div[@name='hubs'][not(contains(@class,'to-be-removed'))]/div[contains(@class,'repeated-chunk__header')]");
        assertEquals("Hub archive", header.asNormalizedText().strip());
    }

    @Test
    void noHubStaysNoHub() throws Exception {
        jenkins.configRoundtrip();
        assertEquals(List.of(), hubs());
    }

    @Test
    void theLastHubCanBeDeleted() throws Exception {
        HubInJenkins.configure(full());
        HtmlForm form = form();
        for (DomElement button : form.getElementsByTagName("button")) {
            if (button.getAttribute("class").contains("repeatable-delete")
                    && button.getTextContent().contains("Hub")) {
                ((HtmlButton) button).click();
            }
        }
        form.getPage().getWebClient().waitForBackgroundJavaScript(3000);
        jenkins.submit(form);
        assertEquals(List.of(), hubs());
    }

    @Test
    void twoHubsOfOneNameAreRefusedAndTheOldOnesStay() throws Exception {
        HubInJenkins.configure(new NgeneaHub("production", "https://hub.example.com", ""), full());
        HtmlForm form = form();
        for (HtmlInput name : form.getInputsByName("_.name")) {
            if (name.getValue().equals("production")) {
                name.setValue(" archive ");
            }
        }
        FailingHttpStatusCodeException refused =
                assertThrows(FailingHttpStatusCodeException.class, () -> jenkins.submit(form));
        String page = refused.getResponse().getContentAsString();
        assertTrue(page.contains("Several Ngenea Hubs have the name"), page);
        assertEquals(
                List.of("production", "archive"),
                hubs().stream().map(NgeneaHub::getName).toList());
    }

    @Test
    void aHubWithoutANameOrWithABadUrlIsRefusedAndTheOldOneStays() throws Exception {
        for (String field : List.of("_.name", "_.url")) {
            HubInJenkins.configure(full());
            HtmlForm form = form();
            for (HtmlInput input : form.getInputsByName(field)) {
                if (input.getValue().startsWith("archive") || input.getValue().startsWith("https://archive")) {
                    input.setValue(field.equals("_.name") ? " " : "archive.example.com");
                }
            }
            FailingHttpStatusCodeException refused =
                    assertThrows(FailingHttpStatusCodeException.class, () -> jenkins.submit(form));
            String page = refused.getResponse().getContentAsString();
            assertTrue(page.contains("The Ngenea Hub at") || page.contains("The URL of Ngenea Hub"), page);
            jenkins.assertEqualDataBoundBeans(full(), hubs().get(0));
        }
    }

    @Test
    void emptyNumbersMeanTheDefaults() throws Exception {
        HubInJenkins.configure(full());
        HtmlForm form = form();
        form.getInputByName("_.pollCapSeconds").setValue("");
        form.getInputByName("_.lostContactMinutes").setValue("");
        form.getInputByName("_.timeoutSeconds").setValue("");
        form.getInputByName("_.maxJobs").setValue("");
        jenkins.submit(form);
        NgeneaHub hub = hubs().get(0);
        assertEquals(
                List.of(15, 30, 30, 0),
                List.of(
                        hub.getPollCapSeconds(),
                        hub.getLostContactMinutes(),
                        hub.getTimeoutSeconds(),
                        hub.getMaxJobs()));
    }

    @Test
    void anEmptyListOfFoldersMeansAll() throws Exception {
        HubInJenkins.configure(full());
        HtmlForm form = form();
        HtmlTextArea folders = form.getTextAreaByName("_.folders");
        assertTrue(folders.getText().contains("storage/weekly"), folders.getText());
        folders.setText(" \n");
        jenkins.submit(form);
        assertEquals(List.of(), hubs().get(0).getFolders());
    }
}
