package io.jenkins.plugins.ngenea.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubInvalidAnswerException;
import io.jenkins.plugins.ngenea.hub.error.HubNotFoundException;
import io.jenkins.plugins.ngenea.hub.error.HubRejectedException;
import io.jenkins.plugins.ngenea.hub.error.HubUnauthorizedException;
import io.jenkins.plugins.ngenea.hub.error.HubUnreachableException;
import io.jenkins.plugins.ngenea.hub.model.JobState;
import io.jenkins.plugins.ngenea.hub.model.PathSource;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import io.jenkins.plugins.ngenea.hub.model.WorkflowRequest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
public class AnswerKindsTest {
    private static final String JSON = "application/json";

    private final HubEmulator hub = HubEmulator.start();
    private final HubClient client = HubClients.client(hub);

    @AfterEach
    void stop() {
        hub.close();
    }

    private HubException submitWith(Fault fault) {
        hub.faults().next(FaultPoint.SUBMIT, fault);
        return assertThrows(HubException.class, () -> client.submit(WorkflowBody.of(HubClients.manualsExample())));
    }

    @Test
    void theRefusalOfATokenIsToldInItsWords() {
        String body = "{\"detail\":\"Given token not valid for any token type\",\"code\":\"token_not_valid\","
                + "\"messages\":[{\"token_class\":\"AccessToken\",\"token_type\":\"access\","
                + "\"message\":\"Token is invalid or expired\"}]}";
        HubException e = submitWith(Fault.status(401, body, JSON));
        assertInstanceOf(HubUnauthorizedException.class, e);
        assertTrue(
                e.getMessage()
                        .endsWith("HTTP 401: Given token not valid for any token type; code: token_not_valid;"
                                + " messages: Token is invalid or expired"),
                e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404})
    void whereNoHubIsAtTheAddressOfAPageTheOtherAddressIsOffered(int status) {
        hub.faults().always(FaultPoint.ANY, Fault.html(status));
        HubClient ofPage = HubClients.client(hub.url() + "/jobs", hub.newClientKey());
        HubException e = assertThrows(HubException.class, () -> ofPage.jobs(1, 20));
        assertTrue(
                e.getMessage().endsWith("The URL ends like that of a page: the Hub may be at " + hub.url() + "."),
                e.getMessage());
    }

    @Test
    void a400CarriesTheHubsWordsByField() {
        HubException e = assertThrows(
                HubException.class,
                () -> client.submit(WorkflowBody.of(
                        new WorkflowRequest("migrat", "nowhere", PathSource.of(List.of("/a")), null, Map.of(), null))));
        HubRejectedException rejected = assertInstanceOf(HubRejectedException.class, e);
        assertEquals(400, rejected.status());
        assertTrue(e.getMessage().contains("workflow: Workflow \"migrat\" does not exist."), e.getMessage());
        assertTrue(e.getMessage().contains("site: Object with name=nowhere does not exist."), e.getMessage());
        assertTrue(e.getMessage().startsWith("Hub " + hub.url() + " was asked to run workflow migrat"), e.getMessage());
        assertTrue(e.notTaken());
        assertFalse(e.mayHeal());
    }

    @Test
    void generalWordsOfThe400StandWithoutAFieldName() {
        HubException e = submitWith(Fault.status(400, "{\"non_field_errors\":[\"Too late.\",\"Too many.\"]}", JSON));
        assertTrue(e.getMessage().endsWith("answered HTTP 400: Too late. Too many."), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aRefusedKeyIsUnauthorizedAndNothingWasTaken(int status) {
        HubException e = submitWith(Fault.detail(status, "No."));
        assertEquals(status, assertInstanceOf(HubUnauthorizedException.class, e).status());
        assertTrue(e.notTaken());
        assertFalse(e.mayHeal());
        assertTrue(e.getMessage().contains("No."), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 405, 410})
    void whatIsNotThereIsNotFound(int status) {
        HubException e = submitWith(Fault.html(status));
        assertEquals(status, assertInstanceOf(HubNotFoundException.class, e).status());
        assertTrue(e.notTaken());
        assertFalse(e.mayHeal());
    }

    @ParameterizedTest
    @ValueSource(ints = {402, 406, 409, 413, 415, 422, 431, 451})
    void anyOther4xxIsARejection(int status) {
        HubException e = submitWith(Fault.detail(status, "No."));
        assertEquals(status, assertInstanceOf(HubRejectedException.class, e).status());
        assertTrue(e.notTaken());
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 500, 502, 503, 504, 507})
    void notNowLeavesOpenWhetherTheRequestWasTaken(int status) {
        HubException e = submitWith(Fault.html(status));
        assertInstanceOf(HubUnreachableException.class, e);
        assertTrue(e.mayHeal());
        assertFalse(e.notTaken());
        assertEquals(Optional.empty(), e.retryAfter());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 410, 413, 421})
    void a4xxThatIsNoJsonMayBeAGatewaysAndSaysSo(int status) {
        for (String body : List.of("<h1>Forbidden</h1>", "404 page not found", "404", "\"no\"", "", "{\"detail\":")) {
            HubException e = submitWith(Fault.status(status, body, JSON));
            assertTrue(e.mayBeGateways(), body);
            assertTrue(e.getMessage().contains("answered HTTP " + status + " with a body that is not JSON"));
            assertTrue(e.notTaken());
        }
        for (String body : List.of("{\"detail\":\"No.\"}", "[\"No.\"]", "{}")) {
            HubException e = submitWith(Fault.status(status, body, "text/plain"));
            assertFalse(e.mayBeGateways(), body);
            assertFalse(e.getMessage().contains("JSON"), e.getMessage());
        }
    }

    @Test
    void aRedirectMayBeAGatewaysPassingTrouble() {
        assertTrue(submitWith(Fault.redirect(302, "/login")).mayBeGateways());
    }

    @Test
    void a429WasNotTaken() {
        HubException e = submitWith(Fault.tooManyRequests(null));
        assertInstanceOf(HubUnreachableException.class, e);
        assertTrue(e.mayHeal());
        assertTrue(e.notTaken());
    }

    @Test
    void retryAfterIsUnderstoodInSeconds() {
        assertEquals(
                Optional.of(Duration.ofSeconds(7)),
                submitWith(Fault.tooManyRequests("7")).retryAfter());
        assertEquals(
                Optional.of(Duration.ofSeconds(120)),
                submitWith(Fault.unavailable("120")).retryAfter());
    }

    @Test
    void retryAfterIsUnderstoodAsADate() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(300));
        Duration asked = submitWith(Fault.unavailable(date)).retryAfter().orElseThrow();
        assertTrue(asked.toSeconds() > 240 && asked.toSeconds() <= 300, asked.toString());
    }

    @Test
    void aDateInThePastMeansNow() {
        assertEquals(
                Optional.of(Duration.ZERO),
                submitWith(Fault.unavailable("Wed, 21 Oct 2015 07:28:00 GMT")).retryAfter());
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "1.5", "99999999999999999999999", "Wed, 99 Oct 2015"})
    void aRetryAfterThatMakesNoSenseIsIgnored(String value) {
        HubException e = submitWith(Fault.unavailable(value));
        assertInstanceOf(HubUnreachableException.class, e);
        assertEquals(Optional.empty(), e.retryAfter());
    }

    @Test
    void htmlWithStatus200IsUnintelligible() {
        assertUnintelligible(Fault.html(200), "not JSON");
    }

    @Test
    void brokenJsonIsUnintelligible() {
        assertUnintelligible(Fault.brokenJson(), "not JSON");
    }

    @Test
    void anEmptyBodyIsUnintelligible() {
        assertUnintelligible(Fault.dropBody(), "empty body");
    }

    @Test
    void jsonWithMoreBehindItIsUnintelligible() {
        assertUnintelligible(Fault.status(200, "{\"state\":\"SUCCESS\"} {}", JSON), "not JSON");
    }

    @Test
    void deepNestingIsUnintelligible() {
        assertUnintelligible(Fault.deepNesting(200_000), "not JSON");
    }

    @Test
    void anAnswerOfNineMegabytesIsBrokenOffAndWouldBeNoSmallerLater() {
        assertUnintelligible(Fault.hugeBody(9_000_000), "larger than 8 MB", false);
    }

    @Test
    void anAnswerOfSevenMegabytesIsRead() throws Exception {
        hub.faults().next(FaultPoint.JOB, Fault.hugeBody(7_000_000));
        assertEquals(JobState.STARTED, client.job("1").state());
    }

    @Test
    void anEndlessAnswerIsBrokenOff() {
        assertUnintelligible(Fault.endlessBody(), "larger than 8 MB", false);
    }

    @Test
    void aJobWithoutAStateIsUnintelligible() {
        assertUnintelligible(Fault.status(200, "{\"id\":1}", JSON), "without a state");
        assertUnintelligible(Fault.status(200, "[]", JSON), "without a state");
    }

    @Test
    void aListThatIsNoneIsUnintelligible() {
        hub.faults().next(FaultPoint.JOBS, Fault.status(200, "{\"jobs\":3}", JSON));
        HubException e = assertThrows(HubInvalidAnswerException.class, () -> client.jobs(1, 20));
        assertTrue(e.getMessage().contains("not a list"), e.getMessage());
    }

    private void assertUnintelligible(Fault fault, String part) {
        assertUnintelligible(fault, part, true);
    }

    private void assertUnintelligible(Fault fault, String part, boolean mayHeal) {
        hub.faults().next(FaultPoint.JOB, fault);
        HubException e = assertThrows(HubInvalidAnswerException.class, () -> client.job("1"));
        assertEquals(mayHeal, e.mayHeal());
        assertFalse(e.notTaken());
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    @Test
    void theHubsWordsComeWithoutEscapesAndOnOneLine() {
        HubException e = submitWith(Fault.terminalEscapes(400));
        assertTrue(e.getMessage().contains("Finished: SUCCESS"), e.getMessage());
        assertClean(e.getMessage());
    }

    @Test
    void theHubsWordsAreCapped() {
        String words = submitWith(Fault.detail(400, "x".repeat(100_000))).getMessage();
        assertTrue(words.length() < 1500, words.length() + " characters");
        String page = submitWith(Fault.status(502, "<p>" + "y".repeat(100_000), "text/html"))
                .getMessage();
        assertTrue(page.length() < 1500, page.length() + " characters");
    }

    public static void assertClean(String text) {
        assertTrue(
                text.codePoints().noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT),
                () -> "control characters in: " + text.replaceAll("\\p{Cntrl}", "?"));
    }
}
