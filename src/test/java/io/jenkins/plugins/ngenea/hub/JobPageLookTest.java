package io.jenkins.plugins.ngenea.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class JobPageLookTest {
    private final HubEmulator hub = HubEmulator.start();

    @AfterEach
    void stop() {
        hub.close();
    }

    private JobPageLook look(String template) throws Exception {
        return JobPageLook.at(HubUrl.parse(hub.url()).withJobPage(template), "12", HubClients.transport());
    }

    private JobPageLook lookAt(Fault fault) throws Exception {
        hub.faults().always(FaultPoint.PAGE, fault);
        return look(null);
    }

    @Test
    void aPageThatAnswersIsAskedForOnceAndWithoutAKey() throws Exception {
        assertEquals(new JobPageLook(true, "The page of job 12 answers."), lookAt(Fault.html(200)));
        assertEquals(1, hub.requestCount());
        assertNull(hub.requests("GET", "/job/12").get(0).header("authorization"));
    }

    @Test
    void thePageIsThatOfTheTemplate() throws Exception {
        hub.faults().always(FaultPoint.ANY, Fault.html(200));
        assertTrue(look(hub.url() + "/ui/{id}/show").isThere());
        assertEquals(1, hub.requests("GET", "/ui/12/show").size());
    }

    @Test
    void aPageThatIsNotThereIsToldWithItsAddressAndWhatToDo() throws Exception {
        assertEquals(
                new JobPageLook(
                        false,
                        "The page of job 12 is not at " + hub.url()
                                + "/job/12 (HTTP 404). Enter where it is under Advanced, Page of a job."),
                look(null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login/?next=/job/12",
                "https://idp.example.com/oauth2/authorize?x=1",
                "https://sso.example.com/",
                "/accounts/signin"
            })
    void aRedirectToALoginIsAPageBehindALoginAndNotFollowed(String location) throws Exception {
        JobPageLook look = lookAt(Fault.redirect(302, location.startsWith("/") ? hub.url() + location : location));
        assertEquals(new JobPageLook(true, "The page of job 12 answers, behind a login."), look);
        assertEquals(1, hub.requestCount());
    }

    @Test
    void anotherRedirectIsToldAndNotFollowed() throws Exception {
        assertEquals(
                new JobPageLook(true, "The page of job 12 redirects elsewhere (HTTP 301)."),
                lookAt(Fault.redirect(301, hub.url() + "/job/12/")));
        assertEquals(1, hub.requestCount());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|<input name=pw type='password'>",
                "200|<INPUT TYPE=\"password\">",
                "401|",
                "403|no",
            })
    void aPageThatWantsAPasswordIsBehindALogin(int status, String body) throws Exception {
        assertEquals(
                new JobPageLook(true, "The page of job 12 answers, behind a login."),
                lookAt(Fault.status(status, body == null ? "" : body, "text/html")));
    }

    @Test
    void aGatewaysRefusalIsNoPageAndNoWordOfItIsTold() throws Exception {
        JobPageLook look = lookAt(Fault.status(502, "<b>proxy text</b>", "text/html"));
        assertFalse(look.isThere());
        assertEquals(
                "The page of job 12, " + hub.url() + "/job/12, is not available (HTTP 502). Try again later.",
                look.sentence());
    }

    @Test
    void aHostThatDoesNotAnswerIsToldWithTheReason() throws Exception {
        hub.goDown();
        JobPageLook look = look(null);
        assertFalse(look.isThere());
        assertTrue(
                look.sentence().startsWith("The page of job 12 could not be looked at. GET " + hub.url() + "/job/12: "),
                look.sentence());
    }

    @Test
    void aPageThatHangsIsWaitedForAFewSeconds() throws Exception {
        long start = System.nanoTime();
        JobPageLook look = lookAt(Fault.hang());
        assertFalse(look.isThere());
        assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 15);
    }
}
