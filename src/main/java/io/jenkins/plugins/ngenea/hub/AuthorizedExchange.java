package io.jenkins.plugins.ngenea.hub;

import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubUnauthorizedException;
import io.jenkins.plugins.ngenea.hub.error.HubUnreachableException;
import io.jenkins.plugins.ngenea.hub.http.HubResponse;
import io.jenkins.plugins.ngenea.hub.http.HubTransport;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import java.util.function.Predicate;

/**
 * Sends requests to one Hub with one credential, which is renewed where that helps. Thread-safe.
 *
 * @param onRefusal called when the Hub refuses the credential, and it cannot be renewed
 */
record AuthorizedExchange(HubTransport transport, HubUrl url, HubAuthentication authentication, Runnable onRefusal) {
    /** One exchange, given the header to authorize it with. */
    interface Exchange {
        HubResponse send(String authorization) throws HubException, InterruptedException;
    }

    /**
     * Sends, and where the Hub refuses the credential (401 or 403: then it took nothing) sends once more with a renewed
     * one if there is one.
     */
    HubResponse send(Exchange exchange) throws HubException, InterruptedException {
        // a 403 to anything but a submit may be about this one call
        return send(exchange, AuthorizedExchange::isRefusedKey, response -> response.status() == 401);
    }

    private HubResponse send(
            Exchange exchange, Predicate<HubResponse> isWorthASecond, Predicate<HubResponse> isAboutTheKey)
            throws HubException, InterruptedException {
        String authorization = header();
        HubResponse response = exchange.send(authorization);
        if (!isWorthASecond.test(response)) {
            return response;
        }
        if (renewed(authorization)) {
            return exchange.send(header());
        }
        if (isHubsWord(response) && isAboutTheKey.test(response)) {
            onRefusal.run();
        }
        return response;
    }

    /**
     * The same for what must not get to the Hub twice: a refusal that is no JSON may be the page of a gateway that has already
     * passed it on, so it is the answer, and nothing is sent again.
     */
    HubResponse sendOnce(Exchange exchange) throws HubException, InterruptedException {
        return send(exchange, response -> isRefusedKey(response) && isHubsWord(response), response -> true);
    }

    private static boolean isHubsWord(HubResponse response) {
        return ResponseCheck.isHubsWord(ResponseCheck.jsonOrNull(response));
    }

    static boolean isRefusedKey(HubResponse response) {
        return response.status() == 401 || response.status() == 403;
    }

    String header() throws HubException, InterruptedException {
        try {
            return authentication.header(transport, url);
        } catch (HubException e) {
            throw notAuthorized(e);
        }
    }

    private boolean renewed(String refused) throws HubException, InterruptedException {
        try {
            return authentication.renew(transport, url, refused);
        } catch (HubException e) {
            throw notAuthorized(e);
        }
    }

    private HubException notAuthorized(HubException e) {
        if (e instanceof HubUnauthorizedException) {
            onRefusal.run();
        }
        return nothingTaken(e);
    }

    /** Leaves no doubt about the request: a login for it got no answer, or it was not sent to its end. */
    static HubException nothingTaken(HubException e) {
        return e.notTaken()
                ? e
                : new HubUnreachableException(
                        e.getMessage(), e, true, e.mayHeal(), e.retryAfter().orElse(null));
    }
}
