package io.jenkins.plugins.ngenea.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthenticationTest {
    private final SettableClock clock = new SettableClock();
    private final HubEmulator hub = HubEmulator.start(clock);
    private final Requests anonymous = new Requests(hub, null);

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void withoutAuthorizationEveryEndpointAnswers401() throws Exception {
        for (String path : new String[] {"jobs/", "jobs/1/", "tasks/", "workflows/", "sites/", "health"}) {
            Requests.Answer answer = anonymous.get("/api/" + path);
            assertEquals(401, answer.status(), path);
            assertEquals("{\"detail\":\"Authentication credentials were not provided.\"}", answer.text());
        }
        assertEquals(401, anonymous.submit("/a").status());
        assertTrue(hub.jobs().isEmpty());
    }

    @Test
    void accessTokensLiveAnHourAndRefreshTokensADay() throws Exception {
        Requests.Answer login = logIn("secret");
        Requests bearer =
                new Requests(hub, "Bearer " + login.json().path("access").textValue());
        clock.advance(Duration.ofMinutes(59));
        assertEquals(200, bearer.get("/api/jobs/").status());
        clock.advance(Duration.ofMinutes(1));
        assertEquals(401, bearer.get("/api/jobs/").status());
        hub.expiredStatus(403);
        assertEquals(403, bearer.get("/api/jobs/").status());
        String refresh = "{\"refresh\": \"" + login.json().path("refresh").textValue() + "\"}";
        clock.advance(Duration.ofHours(22));
        assertEquals(200, anonymous.post("/api/auth/token/refresh/", refresh).status());
        clock.advance(Duration.ofHours(1));
        assertEquals(403, anonymous.post("/api/auth/token/refresh/", refresh).status());
    }

    @Test
    void tokensCanBeExpiredByHandAndAPasswordCanChange() throws Exception {
        Requests.Answer login = logIn("secret");
        Requests bearer =
                new Requests(hub, "Bearer " + login.json().path("access").textValue());
        hub.expireAccessTokens();
        assertEquals(401, bearer.get("/api/jobs/").status());
        hub.expireRefreshTokens();
        String refresh = "{\"refresh\": \"" + login.json().path("refresh").textValue() + "\"}";
        assertEquals(401, anonymous.post("/api/auth/token/refresh/", refresh).status());
        hub.changePassword("dfoster", "other");
        assertEquals(401, anonymous.post("/api/auth/token/", password("secret")).status());
        assertEquals(200, anonymous.post("/api/auth/token/", password("other")).status());
    }

    @Test
    void theProfileSaysWhereTokensAreRefreshed() throws Exception {
        String refresh =
                "{\"refresh\": \"" + logIn("secret").json().path("refresh").textValue() + "\"}";
        assertEquals(404, anonymous.post("/api/token/refresh/", refresh).status());
        hub.profile(HubProfile.REFRESH_AT_PROSE_PATH);
        assertEquals(404, anonymous.post("/api/auth/token/refresh/", refresh).status());
        assertEquals(200, anonymous.post("/api/token/refresh/", refresh).status());
        hub.profile(HubProfile.REFRESH_AT_BOTH_PATHS);
        assertEquals(200, anonymous.post("/api/auth/token/refresh/", refresh).status());
        assertEquals(200, anonymous.post("/api/token/refresh/", refresh).status());
    }

    @Test
    void aRevokedKeyIsRefusedAndAGivenOneWorks() throws Exception {
        String key = hub.newClientKey();
        assertEquals(200, new Requests(hub, "Api-Key " + key).get("/api/jobs/").status());
        hub.revokeKey(key);
        assertEquals(401, new Requests(hub, "Api-Key " + key).get("/api/jobs/").status());
        hub.addClientKey("demo");
        assertEquals(200, new Requests(hub, "Api-Key demo").get("/api/jobs/").status());
    }

    @Test
    void aKeyIsRevokedThroughTheApi() throws Exception {
        Requests bearer = new Requests(
                hub, "Bearer " + logIn("secret").json().path("access").textValue());
        Requests.Answer made = bearer.post("/api/auth/clientkeys/", "{\"name\": \"mine\"}");
        Requests mine =
                new Requests(hub, "Api-Key " + made.json().path("api_key").textValue());
        assertEquals(
                403, mine.post("/api/auth/clientkeys/", "{\"name\": \"more\"}").status());
        assertEquals(1, mine.get("/api/auth/clientkeys/").json().path("count").intValue());
        String path = "/api/auth/clientkeys/" + made.json().path("id").asText() + "/";
        assertEquals(204, bearer.send("DELETE", path, BodyPublishers.noBody()).status());
        assertEquals(404, bearer.send("DELETE", path, BodyPublishers.noBody()).status());
        assertEquals(401, mine.get("/api/jobs/").status());
    }

    @Test
    void aReadOnlyKeyReadsButMayNotSubmitNorCancel() throws Exception {
        Requests.withKey(hub).submit("/a");
        Requests reader = new Requests(hub, "Api-Key " + hub.newReadOnlyKey());
        assertEquals(200, reader.get("/api/jobs/1/").status());
        Requests.Answer refused = reader.submit("/b");
        assertEquals(403, refused.status());
        assertEquals("{\"detail\":\"You do not have permission to perform this action.\"}", refused.text());
        assertEquals(403, reader.post("/api/jobs/1/cancel/", "").status());
        assertEquals(1, hub.jobs().size());
    }

    private Requests.Answer logIn(String password) throws Exception {
        hub.addUser("dfoster", password);
        return anonymous.post("/api/auth/token/", password(password));
    }

    private static String password(String password) {
        return "{\"username\": \"dfoster\", \"password\": \"" + password + "\"}";
    }
}
