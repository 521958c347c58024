package io.jenkins.plugins.ngenea.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.locks.ReentrantLock;

/**
 * User name and password, exchanged for an access token (1 hour) and a refresh token (1 day; documented). Tokens stay in
 * memory. However many threads are refused at once, one of them renews and the others use what it got.
 */
public final class JwtLogin implements HubAuthentication {
    private static final String REFRESH = "auth/token/refresh/";
    /** The manual's prose says so, its example the other; asked where the other is not there. */
    private static final String REFRESH_OF_THE_PROSE = "token/refresh/";

    private final String user;
    private final String password;
    private final ReentrantLock lock = new ReentrantLock();
    private String access;
    private String refresh;

    public JwtLogin(String user, String password) {
        this.user = user;
        this.password = password;
    }

    @Override
    public String header(HubTransport transport, HubUrl hub) throws HubException, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (access == null) {
                logIn(transport, hub);
            }
            return "Bearer " + access;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean renew(HubTransport transport, HubUrl hub, String refused) throws HubException, InterruptedException {
        lock.lockInterruptibly();
        try {
            boolean renewedMeanwhile = access != null && !refused.equals("Bearer " + access);
            if (!renewedMeanwhile && !refreshed(transport, hub)) {
                logIn(transport, hub);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * A token for somebody else's use.
     *
     * @throws HubException if the Hub gives none
     */
    public String freshAccessToken(HubTransport transport, HubUrl hub) throws HubException, InterruptedException {
        lock.lockInterruptibly();
        try {
            logIn(transport, hub);
            return access;
        } finally {
            lock.unlock();
        }
    }

    private void logIn(HubTransport transport, HubUrl hub) throws HubException, InterruptedException {
        access = null;
        refresh = null;
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("username", user);
        body.put("password", password);
        HubResponse response = transport.post(hub.api("auth/token/"), null, body);
        boolean no = response.status() == 400 || response.status() == 401 || response.status() == 403;
        if (no && ResponseCheck.isHubsWord(ResponseCheck.jsonOrNull(response))) {
            throw new HubUnauthorizedException(
                    "Hub " + hub + " does not accept the user name and password (HTTP " + response.status()
                            + "). Check them.",
                    response.status(),
                    true);
        }
        JsonNode answer = ResponseCheck.secretJson(hub, "log in", response);
        access = token(answer, "access");
        refresh = token(answer, "refresh");
        if (access == null) {
            String given = answer.path("access").asText("");
            throw new HubUnintelligibleException(
                    "Hub " + hub + " answered the login without an access token"
                            + (given.isEmpty() ? "." : " that can be sent: it " + HeaderSecret.problem(given) + "."),
                    null);
        }
    }

    private boolean refreshed(HubTransport transport, HubUrl hub) throws HubException, InterruptedException {
        if (refresh == null) {
            return false;
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("refresh", refresh);
        HubResponse response = transport.post(hub.api(REFRESH), null, body);
        if (response.status() == 404) {
            response = transport.post(hub.api(REFRESH_OF_THE_PROSE), null, body);
        }
        int status = response.status();
        if (status >= 400 && status < 500 && status != 408 && status != 425 && status != 429) {
            return false;
        }
        access = token(ResponseCheck.secretJson(hub, "refresh the access token", response), "access");
        return access != null;
    }

    /** Null unless it is there and can stand in a header. */
    private static String token(JsonNode answer, String name) {
        String token = answer.path(name).asText("");
        return HeaderSecret.problem(token) == null ? token : null;
    }

    @Override
    public String user() {
        return user;
    }

    @Override
    public String toString() {
        return "login of " + user;
    }
}
