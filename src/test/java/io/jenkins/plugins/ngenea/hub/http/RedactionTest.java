package io.jenkins.plugins.ngenea.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.HubClients;
import io.jenkins.plugins.ngenea.hub.JwtLogin;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubNotFoundException;
import io.jenkins.plugins.ngenea.hub.model.Job;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Hub repeats of our own key or token is gone before anything else sees the answer. */
@Timeout(60)
class RedactionTest {
    private static final String JSON = "application/json";

    private final HubEmulator hub = HubEmulator.start();

    @AfterEach
    void stop() {
        hub.close();
    }

    private HubClient client(String key) {
        hub.addClientKey(key);
        return HubClients.client(hub.url(), key);
    }

    private String messageOf(String key, Fault fault) {
        hub.faults().next(FaultPoint.JOB, fault);
        return assertThrows(HubException.class, () -> client(key).job("1")).getMessage();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 429, 500})
    void aKeyInTheHubsWordsIsMaskedWhateverTheStatus(int status) {
        String message = messageOf("AbCdEfGh.0123456789", Fault.detail(status, "Bad key 'AbCdEfGh.0123456789'!"));
        assertTrue(message.endsWith("Bad key '****'!"), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AbCd\\u0045fGh.\\u0030123456789",
                "AbCdEfGh%2E0123456789",
                "AbCdEfGh%2e0123456789",
                "\\AbCdEfGh.0123456789"
            })
    void aKeyIsRecognisedInTheSpellingsOfJsonAndAddresses(String spelling) {
        String message =
                messageOf("AbCdEfGh.0123456789", Fault.status(400, "{\"detail\":\"<" + spelling + ">\"}", JSON));
        assertTrue(message.endsWith("<****>"), message);
    }

    @Test
    void aKeyThatJsonHasToEscapeIsMasked() {
        String message = messageOf("a\"b\\c/d$e.f+g", Fault.detail(400, "<a\"b\\c/d$e.f+g>"));
        assertTrue(message.endsWith("<****>"), message);
    }

    @Test
    void aKeyIsMaskedBeforeALongAnswerIsCut() {
        String message = messageOf(
                "AbCdEfGh.0123456789", Fault.status(500, "y".repeat(280) + "AbCdEfGh.0123456789", "text/html"));
        assertTrue(message.contains("yyy****"), message);
        assertFalse(message.contains("AbC"), message);
    }

    @Test
    void aKeyInTheTargetOfARedirectIsMasked() {
        String message = messageOf(
                "AbCdEfGh.0123456789", Fault.redirect(302, "https://elsewhere.example.com/?key=AbCdEfGh.0123456789"));
        assertTrue(message.contains("https://elsewhere.example.com/?key=****."), message);
    }

    @Test
    void aKeyInANameOfAGoodAnswerIsMasked() throws Exception {
        hub.faults()
                .next(
                        FaultPoint.JOB,
                        Fault.status(
                                200,
                                "{\"state\":\"of AbCdEfGh.0123456789\",\"site\":\"AbCdEfGh.0123456789\",\"id\":1}",
                                JSON));
        Job job = client("AbCdEfGh.0123456789").job("1");
        assertEquals(List.of("of ****", "****"), List.of(job.stateWord(), job.site()));
    }

    @Test
    void aTokenIsMasked() {
        hub.addUser("jenkins", "s3cret-Pa55");
        HubClient client = HubClients.client(hub.url(), new JwtLogin("jenkins", "s3cret-Pa55"), Duration.ofSeconds(20));
        assertThrows(HubNotFoundException.class, () -> client.job("1"));
        String token =
                hub.requests(FaultPoint.JOB).get(0).header("authorization").substring("Bearer ".length());
        hub.faults().next(FaultPoint.JOB, Fault.detail(404, "No job for <" + token + ">."));
        String message =
                assertThrows(HubNotFoundException.class, () -> client.job("1")).getMessage();
        assertTrue(message.endsWith("No job for <****>."), message);
    }

    @ParameterizedTest
    @ValueSource(ints = {3000, 8192})
    void aLongTokenIsMaskedToo(int length) {
        String key = KeysOfTests.random(length);
        String message = messageOf(key, Fault.detail(400, "Bad key '" + key + "'!"));
        assertTrue(message.endsWith("Bad key '****'!"), message);
    }

    /** Longer than any key may be: a login for a proxy has no limit. */
    @Test
    void aLoginOfAMillionCharactersIsMaskedToo() {
        String login = KeysOfTests.random(1_000_000);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://hub.invalid"))
                .header("Proxy-Authorization", "Basic " + login)
                .build();
        Redaction redaction = Redaction.of(request);
        assertEquals("<****> and <****>", redaction.of("<" + login + "> and <" + login.replace(".", "%2E") + ">"));
    }

    @Test
    void aTokenThatCannotBeSentIsNeverShown() {
        hub.addUser("jenkins", "s3cret-Pa55");
        HubClient client = HubClients.client(hub.url(), new JwtLogin("jenkins", "s3cret-Pa55"), Duration.ofSeconds(20));
        String token = KeysOfTests.random(8193);
        hub.faults().next(FaultPoint.TOKEN, Fault.status(200, "{\"access\":\"" + token + "\"}", JSON));
        String message = assertThrows(HubException.class, () -> client.job("1")).getMessage();
        assertTrue(message.contains("without an access token that can be used: it has more than 8192"), message);
        assertFalse(message.contains(token.substring(0, 8)), message);
    }

    @Test
    void whatIsTooShortForASecretDoesNotChangeAnAnswer() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://hub.invalid"))
                .header("Proxy-Authorization", "Basic state")
                .build();
        assertEquals("{\"state\":\"STARTED\"}", Redaction.of(request).of("{\"state\":\"STARTED\"}"));
    }

    /** The body of a login's answer is never shown; its headers, and what is wrong with it, could be. */
    @Test
    void aPasswordIsMaskedWhereAHubRepeatsItBesideTheBody() throws Exception {
        JwtLogin login = new JwtLogin("jenkins", "s3cret-Pa55!");
        RawServer.Talk redirecting = connection -> {
            RawServer.head(connection.getInputStream());
            String target = "Location: https://elsewhere.example.com/?p=s3cret-Pa55%21";
            RawServer.answer(connection, 302, new byte[0], target);
        };
        RawServer.Talk babbling = connection -> {
            RawServer.head(connection.getInputStream());
            connection.getOutputStream().write("s3cret-Pa55! is no password\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        };
        for (RawServer.Talk talk : List.of(redirecting, babbling)) {
            try (RawServer server = new RawServer(talk)) {
                HubClient client = HubClients.client(server.url(), login, Duration.ofSeconds(20));
                HubException e = assertThrows(HubException.class, () -> client.job("1"));
                assertTrue(e.getMessage().contains("****"), e.getMessage());
                for (Throwable t = e; t != null; t = t.getCause()) {
                    assertFalse(t.toString().contains("s3cret"), t.toString());
                }
            }
        }
    }
}
