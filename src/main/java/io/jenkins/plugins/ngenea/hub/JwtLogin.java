package io.jenkins.plugins.ngenea.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubInvalidAnswerException;
import io.jenkins.plugins.ngenea.hub.error.HubUnauthorizedException;
import io.jenkins.plugins.ngenea.hub.http.HeaderSecret;
import io.jenkins.plugins.ngenea.hub.http.HubResponse;
import io.jenkins.plugins.ngenea.hub.http.HubTransport;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A user name and password, exchanged for an access token (1 hour) and a refresh token (1 day; documented). Tokens stay in
 * memory. However many threads need a new token at once, one of them requests it, and all use the result or get the same
 * error. No lock is held meanwhile, and no thread waits for more than that one login.
 */
public final class JwtLogin implements HubAuthentication {
    private static final String REFRESH = "auth/token/refresh/";
    /** The manual's prose says so, its example the other; asked where the other is not there. */
    private static final String REFRESH_OF_THE_PROSE = "token/refresh/";

    private final String user;
    private final String password;

    /** Null before the first login, and after one that failed. Guarded by {@code this}. */
    private Tokens tokens;

    /** What is being asked for just now; null if nothing is. Guarded by {@code this}. */
    private CompletableFuture<Tokens> underWay;

    /**
     * @param refresh null if there is none
     */
    private record Tokens(String access, String refresh) {
        String header() {
            return "Bearer " + access;
        }
    }

    /** Asks the Hub for tokens. */
    private interface Exchange {
        Tokens make() throws HubException, InterruptedException;
    }

    public JwtLogin(String user, String password) {
        this.user = user;
        this.password = password;
    }

    @Override
    public String header(HubTransport transport, HubUrl hub) throws HubException, InterruptedException {
        return tokensOtherThan(null, () -> logIn(transport, hub)).header();
    }

    @Override
    public boolean renew(HubTransport transport, HubUrl hub, String refused) throws HubException, InterruptedException {
        tokensOtherThan(refused, () -> {
            Tokens refreshed = refreshed(transport, hub);
            return refreshed == null ? logIn(transport, hub) : refreshed;
        });
        return true;
    }

    /**
     * A token for somebody else's use, as new as can be.
     *
     * @throws HubException if the Hub gives none
     */
    public String freshAccessToken(HubTransport transport, HubUrl hub) throws HubException, InterruptedException {
        Tokens known = known();
        return tokensOtherThan(known == null ? null : known.header(), () -> logIn(transport, hub))
                .access();
    }

    private synchronized Tokens known() {
        return tokens;
    }

    /**
     * @param refused header that is of no use any more; null if there is none
     */
    private Tokens tokensOtherThan(String refused, Exchange exchange) throws HubException, InterruptedException {
        while (true) {
            CompletableFuture<Tokens> asked;
            boolean ours;
            synchronized (this) {
                if (tokens != null && !tokens.header().equals(refused)) {
                    return tokens;
                }
                ours = underWay == null;
                if (ours) {
                    underWay = new CompletableFuture<>();
                }
                asked = underWay;
            }
            if (ours) {
                return ask(exchange, asked);
            }
            try {
                return asked.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof HubException why) {
                    throw why;
                }
                // whoever asked was stopped by something of its own: somebody else asks
            }
        }
    }

    private Tokens ask(Exchange exchange, CompletableFuture<Tokens> asked) throws HubException, InterruptedException {
        Throwable problem = new IllegalStateException("not asked");
        Tokens got = null;
        try {
            got = exchange.make();
            return got;
        } catch (HubException e) {
            problem = e;
            throw e;
        } finally {
            synchronized (this) {
                tokens = got == null ? tokens : got;
                underWay = null;
            }
            if (got == null) {
                asked.completeExceptionally(problem);
            } else {
                asked.complete(got);
            }
        }
    }

    private Tokens logIn(HubTransport transport, HubUrl hub) throws HubException, InterruptedException {
        forget();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("username", user);
        body.put("password", password);
        HubResponse response = transport.post(hub.api("auth/token/"), null, body);
        boolean no = response.status() == 400 || response.status() == 401 || response.status() == 403;
        if (no && ResponseCheck.isHubsWord(ResponseCheck.jsonOrNull(response))) {
            throw new HubUnauthorizedException(
                    "Hub " + hub + " rejected the user name and password (HTTP " + response.status() + "). Check them.",
                    response.status(),
                    true);
        }
        JsonNode answer = ResponseCheck.secretJson(hub, "log in", response);
        String access = token(answer, "access");
        if (access == null) {
            String given = answer.path("access").asText("");
            throw new HubInvalidAnswerException("Hub " + hub + " answered the login without an access token"
                    + (given.isEmpty() ? "." : " that can be used: it " + HeaderSecret.problem(given) + "."));
        }
        return new Tokens(access, token(answer, "refresh"));
    }

    private synchronized void forget() {
        tokens = null;
    }

    /** Null if it takes a login. */
    private Tokens refreshed(HubTransport transport, HubUrl hub) throws HubException, InterruptedException {
        Tokens old = known();
        if (old == null || old.refresh() == null) {
            return null;
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("refresh", old.refresh());
        HubResponse response = transport.post(hub.api(REFRESH), null, body);
        if (response.status() == 404) {
            response = transport.post(hub.api(REFRESH_OF_THE_PROSE), null, body);
        }
        int status = response.status();
        if (status >= 400 && status < 500 && status != 408 && status != 425 && status != 429) {
            return null;
        }
        String access = token(ResponseCheck.secretJson(hub, "refresh the access token", response), "access");
        return access == null ? null : new Tokens(access, old.refresh());
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
