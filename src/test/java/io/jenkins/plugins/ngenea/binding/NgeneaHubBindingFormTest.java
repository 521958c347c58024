package io.jenkins.plugins.ngenea.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.Util;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.net.URL;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.credentialsbinding.MultiBinding;
import org.jenkinsci.plugins.credentialsbinding.impl.BindingStep;
import org.jenkinsci.plugins.credentialsbinding.impl.SecretBuildWrapper;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

@WithOneJenkins
class NgeneaHubBindingFormTest {
    private final KnownHub hub = new KnownHub();
    private JenkinsRule j;

    @BeforeEach
    void openHub(JenkinsRule rule) throws Exception {
        j = rule;
        hub.open();
        hub.globalKey("hub-key");
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    @Test
    void theSnippetGeneratorWritesWhatItIsGiven() throws Exception {
        SnippetizerTester tester = new SnippetizerTester(j);
        NgeneaHubBinding binding = new NgeneaHubBinding("hub-key");
        tester.assertRoundTrip(step(binding), snippet("ngeneaHub('hub-key')"));
        binding.setHub("production");
        tester.assertRoundTrip(step(binding), snippet("ngeneaHub(credentialsId: 'hub-key', hub: 'production')"));
        binding.setUrlVariable("HUB");
        binding.setKeyVariable("KEY");
        tester.assertRoundTrip(
                step(binding),
                snippet("ngeneaHub(credentialsId: 'hub-key', hub: 'production', keyVariable: 'KEY', urlVariable:"
                        + " 'HUB')"));
    }

    private static BindingStep step(MultiBinding<?> binding) {
        return new BindingStep(List.of(binding));
    }

    private static String snippet(String binding) {
        return "withCredentials([" + binding + "]) {\n    // some block\n}";
    }

    @Test
    void theFormKeepsWhatItIsGivenAndWhatIsGone() throws Exception {
        hub.addAnother("test");
        NgeneaHubBinding full = new NgeneaHubBinding("hub-key");
        full.setHub("production");
        full.setUrlVariable("HUB");
        full.setKeyVariable("KEY");
        NgeneaHubBinding sparse = new NgeneaHubBinding("${KEY_OF_THIS_BUILD}");
        NgeneaHubBinding outdated = new NgeneaHubBinding("gone");
        outdated.setHub("gone-too");
        List<NgeneaHubBinding> bindings = List.of(full, sparse, outdated);
        FreeStyleProject job = j.createFreeStyleProject();
        job.getBuildWrappersList().add(new SecretBuildWrapper(bindings));
        j.configRoundtrip(job);
        List<? extends MultiBinding<?>> kept =
                job.getBuildWrappersList().get(SecretBuildWrapper.class).getBindings();
        j.assertEqualDataBoundBeans(bindings, kept);
        assertNull(((NgeneaHubBinding) kept.get(1)).getHub());
    }

    @Test
    void theBindingAndEveryFieldHaveHelpOfTheirOwn() throws Exception {
        JenkinsRule.WebClient client = j.createWebClient();
        String help = descriptor().getDescriptorUrl() + "/help";
        assertTrue(client.goTo(help).asNormalizedText().contains("call the Hub's REST API"));
        for (String field : List.of("hub", "credentialsId", "urlVariable", "keyVariable")) {
            assertTrue(client.goTo(help + "/" + field).asNormalizedText().length() > 40, field);
            assertNotNull(NgeneaHubBinding.class.getResource("NgeneaHubBinding/help-" + field + ".html"), field);
        }
    }

    @Test
    void namesOfVariablesAreCheckedInTheForm() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        assertEquals(FormValidation.Kind.OK, descriptor().doCheckUrlVariable(job, "").kind);
        assertEquals(FormValidation.Kind.OK, descriptor().doCheckUrlVariable(job, "HUB").kind);
        assertEquals(FormValidation.Kind.ERROR, descriptor().doCheckUrlVariable(job, "MY-HUB").kind);
        assertEquals(FormValidation.Kind.OK, descriptor().doCheckKeyVariable(job, "KEY", "HUB").kind);
        assertEquals(FormValidation.Kind.ERROR, descriptor().doCheckKeyVariable(job, "1", "HUB").kind);
        assertEquals(FormValidation.Kind.ERROR, descriptor().doCheckKeyVariable(job, "hub", "HUB").kind);
        assertEquals(FormValidation.Kind.ERROR, descriptor().doCheckKeyVariable(job, "NGENEA_HUB_URL", "").kind);
    }

    @Test
    void hubAndCredentialAreCheckedInTheForm() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        assertEquals(FormValidation.Kind.OK, descriptor().doCheckHub(job, "").kind);
        assertEquals(FormValidation.Kind.ERROR, descriptor().doCheckHub(job, "gone").kind);
        assertEquals(FormValidation.Kind.OK, descriptor().doCheckCredentialsId(job, "hub-key", null).kind);
        assertEquals(FormValidation.Kind.ERROR, descriptor().doCheckCredentialsId(job, "", null).kind);
        assertEquals(FormValidation.Kind.ERROR, descriptor().doCheckCredentialsId(job, "gone", null).kind);
    }

    @Test
    void theEndpointsAnswerToPostOnly() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("job");
        JenkinsRule.WebClient client =
                j.createWebClient().withJavaScriptEnabled(false).withThrowExceptionOnFailingStatusCode(false);
        for (String endpoint : List.of(
                "fillHubItems?hub=",
                "checkHub?value=",
                "fillCredentialsIdItems?credentialsId=",
                "checkCredentialsId?value=",
                "checkUrlVariable?value=",
                "checkKeyVariable?value=&urlVariable=")) {
            String path = job.getUrl() + descriptor().getDescriptorUrl() + "/" + endpoint;
            URL url = new URL(client.getContextPath() + path);
            assertEquals(404, client.getPage(url).getWebResponse().getStatusCode(), endpoint);
            WebRequest post = client.addCrumb(new WebRequest(url, HttpMethod.POST));
            assertEquals(200, client.getPage(post).getWebResponse().getStatusCode(), endpoint);
        }
    }

    @Test
    void whoMayNotConfigureTheJobIsToldNothing() throws Exception {
        j.createFreeStyleProject("job");
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "owner")
                .grant(Item.CONFIGURE)
                .everywhere()
                .to("owner"));
        assertTrue(post("owner", "fillHubItems", "hub", "").contains("production"));
        assertTrue(post("owner", "fillCredentialsIdItems", "credentialsId", "").contains("hub-key"));
        assertTrue(post("owner", "checkCredentialsId", "value", "gone").contains("cannot see a credential"));
        String hubs = post("reader", "fillHubItems", "hub", "mine");
        assertTrue(hubs.contains("mine") && !hubs.contains("production"), hubs);
        String credentials = post("reader", "fillCredentialsIdItems", "credentialsId", "mine");
        assertTrue(credentials.contains("mine") && !credentials.contains("hub-key"), credentials);
        assertEquals("<div/>", post("reader", "checkCredentialsId", "value", "gone"));
        assertEquals("<div/>", post("reader", "checkHub", "value", "gone"));
    }

    private String post(String user, String method, String name, String value) throws Exception {
        JenkinsRule.WebClient client =
                j.createWebClient().withJavaScriptEnabled(false).login(user);
        String path = "job/job/" + descriptor().getDescriptorUrl() + "/" + method;
        WebRequest request = new WebRequest(new URL(client.getContextPath() + path), HttpMethod.POST);
        request.setRequestParameters(List.of(new NameValuePair(name, value)));
        return client.getPage(client.addCrumb(request)).getWebResponse().getContentAsString();
    }

    @Test
    void credentialsOfOtherKindsAreNotOffered() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        KnownHub.addGlobal(KnownHub.login("hub-login", "s3cret-Pa55"));
        ListBoxModel offered = descriptor().doFillCredentialsIdItems(job);
        assertEquals(
                List.of("", "hub-key", "hub-login"),
                offered.stream()
                        .map(option -> Util.fixNull(option.value))
                        .sorted()
                        .toList());
    }

    private NgeneaHubBinding.DescriptorImpl descriptor() {
        return j.jenkins.getDescriptorByType(NgeneaHubBinding.DescriptorImpl.class);
    }
}
