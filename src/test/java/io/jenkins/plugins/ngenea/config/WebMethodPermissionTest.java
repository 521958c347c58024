package io.jenkins.plugins.ngenea.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.util.Secret;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Who learns what from the methods behind the forms. The methods are found by reflection, so a new one is in here without
 * anybody's help. One Jenkins for all cases; nothing in it changes.
 */
@WithJenkins
class WebMethodPermissionTest {
    private static final String HUB = "secret-hub";
    private static final String CREDENTIAL = "secret-key";
    private static final String DESCRIPTION = "secret-description";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static JenkinsRule jenkins;
    private static HubInJenkins hub;
    private static FreeStyleProject job;

    private enum User {
        ANONYMOUS,
        READER,
        CONFIGURER,
        ADMINISTRATOR;

        private String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private enum Place {
        GLOBAL,
        JOB_IN_FOLDER
    }

    private record Case(WebMethod method, User user, Place place) {
        private boolean isRightful() {
            return user == User.ADMINISTRATOR
                    || (user == User.CONFIGURER
                            && place == Place.JOB_IN_FOLDER
                            && !method.descriptor().clazz.equals(NgeneaHub.class));
        }

        @Override
        public String toString() {
            return method + " by " + user.id() + ", " + place.name().toLowerCase(Locale.ROOT);
        }
    }

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        hub = HubInJenkins.alone();
        HubInJenkins.add(
                rule.jenkins,
                new StringCredentialsImpl(
                        CredentialsScope.GLOBAL, CREDENTIAL, DESCRIPTION, Secret.fromString(hub.key())));
        HubInJenkins.configure(new NgeneaHub(HUB, hub.emulator().url(), CREDENTIAL));
        job = rule.createProject(Folder.class, "folder").createProject(FreeStyleProject.class, "job");
        rule.jenkins.setCrumbIssuer(null);
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to(User.READER.id(), User.CONFIGURER.id())
                .grant(Item.CONFIGURE)
                .onItems(job)
                .to(User.CONFIGURER.id())
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to(User.ADMINISTRATOR.id()));
    }

    @AfterAll
    static void stop() throws Exception {
        hub.close();
        jenkins.after();
    }

    static Stream<Case> all() {
        return WebMethod.all().stream()
                .flatMap(method -> Arrays.stream(User.values())
                        .flatMap(user -> Arrays.stream(Place.values()).map(place -> new Case(method, user, place))));
    }

    static Stream<Case> rightful() {
        return all().filter(Case::isRightful);
    }

    static Stream<Case> others() {
        return all().filter(each -> !each.isRightful());
    }

    @Test
    void theMethodsOfAllFormsAreFound() {
        List<String> names = WebMethod.all().stream().map(WebMethod::toString).toList();
        assertTrue(
                names.containsAll(List.of(
                        "NgeneaHub.doTestConnection",
                        "NgeneaWorkflowStep.doFillHubItems",
                        "NgeneaWaitForJobStep.doCheckJob",
                        "NgeneaWorkflowBuilder.doFillCredentialsIdItems",
                        // declared by the interfaces of the form that both share
                        "NgeneaWorkflowStep.doCheckSite",
                        "NgeneaWorkflowBuilder.doCheckSite",
                        "NgeneaWorkflowBuilder.doCheckTimeout",
                        "NgeneaHubBinding.doFillCredentialsIdItems",
                        "WorkflowField.doFillTypeItems")),
                names.toString());
    }

    @ParameterizedTest
    @MethodSource("all")
    void getIsRefused(Case each) throws Exception {
        long before = hub.emulator().requestCount();
        int status = send(each, "GET", real()).statusCode();
        // to GET a method with @POST is not there; who may not see Jenkins does not come that far
        assertEquals(each.user() == User.ANONYMOUS ? 403 : 404, status);
        assertEquals(before, hub.emulator().requestCount());
    }

    @ParameterizedTest
    @MethodSource("rightful")
    void whoMayConfigureIsAnswered(Case each) throws Exception {
        long before = hub.emulator().requestCount();
        HttpResponse<String> answer = post(each, real());
        assertEquals(200, answer.statusCode(), answer.body());
        if (each.method().is("doFillHub")) {
            assertTrue(answer.body().contains(HUB), answer.body());
        }
        if (each.method().is("doFillCredentialsId")) {
            assertTrue(answer.body().contains(DESCRIPTION), answer.body());
        }
        if (each.method().is("doTestConnection")) {
            assertTrue(hub.emulator().requestCount() > before);
        }
    }

    @ParameterizedTest
    @MethodSource("others")
    void othersAreShownNoNameAndReachNoHub(Case each) throws Exception {
        long before = hub.emulator().requestCount();
        String answer = post(each, Map.of("url", hub.emulator().url())).body();
        assertFalse(answer.contains("secret"), answer);
        assertEquals(before, hub.emulator().requestCount());
    }

    @ParameterizedTest
    @MethodSource("others")
    void othersCannotFindOutWhetherANameExists(Case each) throws Exception {
        HttpResponse<String> ofReal = post(each, real());
        HttpResponse<String> ofWrong = post(each, wrong());
        assertEquals(ofWrong.statusCode(), ofReal.statusCode());
        String real = ofReal.body().replace(HUB, "H").replace(CREDENTIAL, "C");
        assertEquals(ofWrong.body().replace(wrong(HUB), "H").replace(wrong(CREDENTIAL), "C"), real);
        assertFalse(real.contains("secret"), real);
    }

    /** The methods of the Hub's own form say no; those of jobs' forms have nothing to say, for no error must show in a form. */
    @ParameterizedTest
    @MethodSource("others")
    void whatOnlyAdministratorsMayIsForbidden(Case each) throws Exception {
        boolean administrators = each.method().descriptor().clazz.equals(NgeneaHub.class);
        boolean forbidden = each.user() == User.ANONYMOUS
                || (administrators && !each.method().is("doFill"));
        assertEquals(forbidden ? 403 : 200, post(each, real()).statusCode());
    }

    private static Map<String, String> real() {
        return values(HUB, CREDENTIAL);
    }

    private static Map<String, String> wrong() {
        return values(wrong(HUB), wrong(CREDENTIAL));
    }

    private static String wrong(String name) {
        return name.replace("secret", "nobody");
    }

    private static Map<String, String> values(String hubName, String credential) {
        return Map.of(
                "hub",
                hubName,
                "credentialsId",
                credential,
                "url",
                hub.emulator().url());
    }

    private static HttpResponse<String> post(Case each, Map<String, String> values) throws Exception {
        return send(each, "POST", values);
    }

    private static HttpResponse<String> send(Case each, String verb, Map<String, String> values)
            throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(values);
        String field = each.method().method().getName();
        all.putIfAbsent("value", values.getOrDefault(field.contains("Credential") ? "credentialsId" : "hub", "1"));
        String query = each.method().query(all).entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String where = jenkins.getURL()
                + (each.place() == Place.GLOBAL ? "" : job.getUrl())
                + each.method().url();
        HttpRequest.Builder request = verb.equals("GET")
                ? HttpRequest.newBuilder(URI.create(where + "?" + query))
                : HttpRequest.newBuilder(URI.create(where))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(query));
        if (each.user() != User.ANONYMOUS) {
            String login = each.user().id() + ":" + each.user().id();
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
