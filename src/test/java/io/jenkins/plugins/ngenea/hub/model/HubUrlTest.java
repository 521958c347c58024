package io.jenkins.plugins.ngenea.hub.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hub.example.com",
                "https://hub.example.com/",
                "https://hub.example.com/api",
                "https://hub.example.com/api/",
                "https://hub.example.com//api//",
                "  https://hub.example.com/api/ ",
                "HTTPS://Hub.Example.COM:443/"
            })
    void everySpellingOfOneAddressIsTheSameHub(String spelling) {
        HubUrl url = HubUrl.parse(spelling);
        assertEquals(HubUrl.parse("https://hub.example.com"), url);
        assertEquals(HubUrl.parse("https://hub.example.com").hashCode(), url.hashCode());
        assertEquals("https://hub.example.com", url.toString());
        assertEquals(
                "https://hub.example.com/api/file/workflow/",
                url.api("file/workflow/").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "https://hub_1.example.com, underscore",
        "http://ngenea_hub:8000/api, underscore",
        "https://gr\u00F6\u00DFe.example.com/, xn--",
        "https://\u30CF\u30D6.example.com:8443, xn--"
    })
    void aHostThatJavaTakesForNoneIsToldAsWhatItIs(String spelling, String why) {
        String message = assertThrows(IllegalArgumentException.class, () -> HubUrl.parse(spelling))
                .getMessage();
        assertTrue(message.contains(why), message);
    }

    @Test
    void aPasswordIsNotShownBecauseOfTheHostBehindIt() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> HubUrl.parse("https://me:geh\u00E4im@hub_1.example.com"))
                .getMessage();
        assertFalse(message.contains("underscore"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://gate/ngenea/hub", "http://gate/ngenea/hub/", "http://gate/ngenea/hub/api/"})
    void aHubBelowAPathKeepsThePath(String spelling) {
        assertEquals(
                "http://gate/ngenea/hub/api/jobs/",
                HubUrl.parse(spelling).api("jobs/").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://gate/myapi", "http://gate/job", "http://gate/api/hub", "http://gate/jobs/nightly"})
    void aPathThatOnlyLooksLikeAPageOfTheHubIsKept(String text) {
        assertEquals(text, HubUrl.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/docs/",
                "/api/v1",
                "/api",
                "/api/schema/",
                "/job/12",
                "/jobs/12/",
                "/api/v1/jobs/12/",
                "/api/jobs/"
            })
    void theAddressOfAPageThatOnlyAHubHasIsTakenForThatOfItsHub(String page) {
        HubUrl url = HubUrl.parse("https://hub/ngenea" + page);
        assertEquals("https://hub/ngenea", url.toString());
        assertEquals(Optional.empty(), url.withoutPage());
    }

    @ParameterizedTest
    @CsvSource({
        "https://gateway/jobs, https://gateway",
        "https://gateway/jobs/, https://gateway",
        "https://gateway/ngenea/login, https://gateway/ngenea",
        "https://gateway/jobs/api/, https://gateway",
    })
    void aPathThatAGatewayMayHaveGivenToTheHubIsKeptAndTheOtherAddressOffered(String text, String other) {
        HubUrl url = HubUrl.parse(text);
        assertTrue(url.toString().matches("https://gateway(/ngenea)?/(jobs|login)"), url.toString());
        assertEquals(Optional.of(HubUrl.parse(other)), url.withoutPage());
    }

    @Test
    void aHubBelowApiCanBeNamed() {
        assertEquals(
                "https://gateway/api/api/jobs/",
                HubUrl.parse("https://gateway/api/api/").api("jobs/").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://jobs", "https://login/", "https://hub/myjobs", "https://hub/jobs/nightly"})
    void noOtherAddressIsOfferedWhereNothingIsLikeAPage(String text) {
        assertEquals(Optional.empty(), HubUrl.parse(text).withoutPage());
    }

    @Test
    void theOtherAddressHasTheSamePageOfAJob() {
        HubUrl url = HubUrl.parse("https://gateway/jobs").withJobPage("https://ui.example.com/{id}");
        assertEquals("https://ui.example.com/7", url.withoutPage().orElseThrow().jobPage("7"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://hub/?x=1, https://hub",
        "https://hub/login?next=/jobs, https://hub",
        "https://hub/ngenea/api/docs/#/jobs/jobs_list, https://hub/ngenea"
    })
    void aQueryOrFragmentIsRefusedAndTheRightAddressOffered(String text, String right) {
        String message = assertThrows(IllegalArgumentException.class, () -> HubUrl.parse(text))
                .getMessage();
        assertEquals("The Hub's URL must not contain '?' or '#'. Use " + right, message);
    }

    @Test
    void thePageOfAJobIsWhereThePersonSays() {
        HubUrl url = HubUrl.parse("https://hub").withJobPage(" https://ui.example.com/#/job/{id}?tab=1 ");
        assertEquals("https://ui.example.com/#/job/a%20b?tab=1", url.jobPage("a b"));
        assertEquals("https://hub/api/jobs/7/", url.job("7", "").toString());
        assertEquals("https://hub/job/7", url.withJobPage(" ").jobPage("7"));
        assertNotEquals(url, url.withJobPage(null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hub/job/",
                "https://hub/{id}/{id}",
                "https://{id}/job/",
                "https://{id}.hub",
                "javascript:alert({id})",
                "/job/{id}",
                "https:///job/{id}",
                "https://me:pass@hub/job/{id}",
                "https://hub/a b/{id}"
            })
    void aWrongPageOfAJobIsToldAndNotUsed(String template) {
        String problem = JobLink.problem(template);
        assertFalse(problem.contains("pass@"), problem);
        assertEquals(
                "https://hub/job/7",
                HubUrl.parse("https://hub").withJobPage(template).jobPage("7"));
    }

    @Test
    void anotherPortIsAnotherHub() {
        assertNotEquals(HubUrl.parse("http://hub"), HubUrl.parse("http://hub:8000"));
        assertEquals(HubUrl.parse("http://hub"), HubUrl.parse("http://hub:80"));
        assertNotEquals(HubUrl.parse("http://hub"), HubUrl.parse("https://hub"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hub.example.com",
                "ftp://hub",
                "https://",
                "https:///api",
                "http://hub name/",
                "file:/etc",
                "http:hub"
            })
    void whatIsNoUrlIsRefusedWithAnExample(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> HubUrl.parse(text))
                .getMessage();
        assertTrue(message.contains("'" + text + "' is not an http or https URL with a host"), message);
        assertTrue(message.contains("https://hub.example.com"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://hub:0", "http://hub:65536", "http://hub:99999/api"})
    void aPortThatNoComputerHasIsRefused(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> HubUrl.parse(text))
                .getMessage();
        assertTrue(message.contains("port"), message);
    }

    @Test
    void anEmptyUrlIsRefusedWithAnExample() {
        for (String nothing : new String[] {null, "", "  "}) {
            String message = assertThrows(IllegalArgumentException.class, () -> HubUrl.parse(nothing))
                    .getMessage();
            assertEquals("The Hub's URL is empty. Example: https://hub.example.com", message);
        }
    }

    @Test
    void aPasswordInTheUrlIsRefusedAndNotShown() {
        String message = assertThrows(IllegalArgumentException.class, () -> HubUrl.parse("https://me:s3cret@hub"))
                .getMessage();
        assertTrue(message.contains("credential"), message);
        assertFalse(message.contains("s3cret"), message);
    }

    @ParameterizedTest
    @CsvSource({"7,7", "a b,a%20b", "../x,..%2Fx", "ü,%C3%BC", "a+b,a%2Bb"})
    void anIdStaysOneSegmentOfTheAddress(String id, String segment) {
        HubUrl url = HubUrl.parse("http://hub:8000");
        assertEquals(
                "http://hub:8000/api/jobs/" + segment + "/cancel/",
                url.job(id, "cancel/").toString());
        assertEquals("http://hub:8000/job/" + segment, url.jobPage(id));
    }

    @Test
    void aPersonKnowsTheHubByHostAndPort() {
        assertEquals("hub:8000", HubUrl.parse("http://hub:8000/x").host());
        assertEquals("[::1]:8000", HubUrl.parse("http://[::1]:8000").host());
    }

    @Test
    void onlyHttpsIsEncrypted() {
        assertTrue(HubUrl.parse("https://hub").isEncrypted());
        assertFalse(HubUrl.parse("http://hub").isEncrypted());
    }
}
