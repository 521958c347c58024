package io.jenkins.plugins.ngenea.hub.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ngenea.hub.body.BodyWithoutPaths;
import io.jenkins.plugins.ngenea.hub.body.BoundedBody;
import io.jenkins.plugins.ngenea.hub.body.CollectedBody;
import io.jenkins.plugins.ngenea.hub.body.GzipBody;
import io.jenkins.plugins.ngenea.hub.body.NoBody;
import io.jenkins.plugins.ngenea.hub.body.OneShotPublisher;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubProxyException;
import io.jenkins.plugins.ngenea.hub.error.HubUnreachableException;
import io.jenkins.plugins.ngenea.hub.error.SanitizedException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Sends one HTTP request and brings back one bounded answer within a bounded time, or a {@link HubUnreachableException},
 * or a {@link HubProxyException}. Redirects are never followed: a key goes to its Hub and nowhere else.
 */
public final class HubTransport {
    private static final String PROXY_AUTHORIZATION = "Proxy-Authorization";
    private static final int PROXY_WANTS_LOGIN = 407;

    /** A slow line still sends this much of a submit in a second, in bytes. */
    private static final long SLOWEST_UPLOAD = 128 * 1024;

    private final HubHttp http;
    private final Duration timeout;
    private final Function<URI, String> proxyAuthorization;

    /** Of the request before: most carry the same key. */
    private volatile Redaction lastRedaction;

    /**
     * @param timeout for one whole answer; a submit's grows with its size
     * @param proxyAuthorization value of the {@code Proxy-Authorization} header for a Hub's address, null for none: sent
     *     ahead because an authenticator in the client makes Java drop our own {@code Authorization} (JDK-8326949)
     */
    public HubTransport(HubHttp http, Duration timeout, Function<URI, String> proxyAuthorization) {
        this.http = http;
        this.timeout = timeout;
        this.proxyAuthorization = proxyAuthorization;
    }

    public HubResponse get(URI uri, String authorization) throws HubException, InterruptedException {
        return ask(request(uri, authorization, timeout).GET(), HubTransport::whole);
    }

    /**
     * An answer in another form than JSON.
     *
     * @param authorization null for none
     * @param accept the media types wanted, best first
     * @param longest for the whole answer, if that is less than for others
     */
    public HubResponse get(URI uri, String authorization, String accept, Duration longest)
            throws HubException, InterruptedException {
        Duration limit = longest.compareTo(timeout) < 0 ? longest : timeout;
        HttpRequest request = request(uri, authorization, limit)
                .setHeader("Accept", accept)
                .GET()
                .build();
        return send(http.keeping(), new Exchange(request, limit, null, List.of()), HubTransport::whole);
    }

    /** A request with any method and no body. */
    public HubResponse send(String method, URI uri, String authorization) throws HubException, InterruptedException {
        return ask(request(uri, authorization, timeout).method(method, BodyPublishers.noBody()), HubTransport::whole);
    }

    /** An answer without the paths that a job may show. */
    public HubResponse getWithoutPaths(URI uri, String authorization) throws HubException, InterruptedException {
        return ask(request(uri, authorization, timeout).GET(), HubTransport::withoutPaths);
    }

    /** The same with the digest of the paths in their place. */
    public HubResponse getWithDigestsOfPaths(URI uri, String authorization) throws HubException, InterruptedException {
        return ask(request(uri, authorization, timeout).GET(), HubTransport::withDigests);
    }

    private static CollectedBody whole(ResponseInfo answer) {
        return new BoundedBody(BoundedBody.LARGEST_ANSWER);
    }

    private static CollectedBody withoutPaths(ResponseInfo answer) {
        return isSuccess(answer) ? new BodyWithoutPaths(BoundedBody.LARGEST_ANSWER, false) : whole(answer);
    }

    private static CollectedBody withDigests(ResponseInfo answer) {
        return isSuccess(answer) ? new BodyWithoutPaths(BoundedBody.LARGEST_ANSWER, true) : whole(answer);
    }

    private static boolean isSuccess(ResponseInfo answer) {
        return answer.statusCode() >= 200 && answer.statusCode() < 300;
    }

    public HubResponse post(URI uri, String authorization, JsonNode body) throws HubException, InterruptedException {
        HttpRequest request = request(uri, authorization, timeout)
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        return send(
                http.keeping(), new Exchange(request, timeout, null, Redaction.secretsIn(body)), HubTransport::whole);
    }

    /** Sends a submit, at most once, on a connection of its own. */
    public HubResponse post(URI uri, String authorization, OneShotPublisher body)
            throws HubException, InterruptedException {
        Duration limit = timeout.multipliedBy(2).plusSeconds(body.contentLength() / SLOWEST_UPLOAD);
        HttpRequest request = request(uri, authorization, limit).POST(body).build();
        Exchange exchange = new Exchange(request, limit, body, List.of());
        SingleUseClient fresh;
        try {
            fresh = http.fresh();
        } catch (RuntimeException | Error e) {
            throw broken(exchange).because("cannot open a connection (" + SanitizedException.name(e) + ")", e);
        }
        try (fresh) {
            return send(fresh.client(), exchange, HubTransport::whole);
        }
    }

    private HubResponse ask(HttpRequest.Builder request, Function<ResponseInfo, CollectedBody> body)
            throws HubException, InterruptedException {
        return send(http.keeping(), new Exchange(request.build(), timeout, null, List.of()), body);
    }

    /**
     * A request on its way.
     *
     * @param limit for the whole answer
     * @param submit null if it is none
     * @param secrets what it carries of these, other than in its headers
     */
    private record Exchange(HttpRequest request, Duration limit, OneShotPublisher submit, List<String> secrets) {}

    private HttpRequest.Builder request(URI uri, String authorization, Duration limit) throws HubException {
        try {
            HttpRequest.Builder builder = HttpRequest.newBuilder(uri)
                    // HTTP/2's upgrade dance and silent retries have no place before a submit
                    .version(HttpClient.Version.HTTP_1_1)
                    .timeout(limit)
                    .header("Accept", "application/json")
                    .header("Content-Type", "application/json");
            if (authorization != null) {
                builder.header("Authorization", authorization);
            }
            String proxy = proxyAuthorization.apply(uri);
            if (proxy != null) {
                builder.header(PROXY_AUTHORIZATION, proxy);
            }
            return builder;
        } catch (RuntimeException e) {
            // Java's own message repeats a header that it does not take
            throw new HubUnreachableException(
                    "The request to " + uri + " cannot be made (" + SanitizedException.name(e) + ").",
                    SanitizedException.of(e),
                    true,
                    true,
                    null);
        }
    }

    private HubResponse send(HttpClient client, Exchange exchange, Function<ResponseInfo, CollectedBody> body)
            throws HubException, InterruptedException {
        try {
            return passed(exchange, answer(client, exchange, body));
        } catch (TimeoutException e) {
            throw broken(exchange)
                    .because("no complete answer within " + exchange.limit().toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw broken(exchange).because(e.getCause(), redaction(exchange));
        } catch (RuntimeException | Error e) {
            // a mistake of the program's own, or no memory: what came is dropped, because it may not be clean
            throw broken(exchange).because(SanitizedException.name(e), e);
        }
    }

    private static HttpResponse<byte[]> answer(
            HttpClient client, Exchange exchange, Function<ResponseInfo, CollectedBody> body)
            throws TimeoutException, ExecutionException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(exchange.request(), info -> reader(info, body.apply(info)));
        try {
            // the client's own timeout ends with the headers: a body that drips for ever needs this one
            return answer.get(exchange.limit().toMillis() + 1000, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | InterruptedException e) {
            answer.cancel(true);
            throw e;
        }
    }

    private static BodySubscriber<byte[]> reader(ResponseInfo answer, CollectedBody body) {
        if (answer.statusCode() == PROXY_WANTS_LOGIN) {
            return new NoBody();
        }
        return GzipBody.isPacked(answer.headers()) ? new GzipBody(BoundedBody.LARGEST_ANSWER, body) : body;
    }

    /** The answer, if it is not that of a proxy which wants another login. */
    private HubResponse passed(Exchange exchange, HttpResponse<byte[]> response) throws HubProxyException {
        // Java makes up an answer without a body when a proxy refuses a tunnel
        byte[] body = response.body() == null ? new byte[0] : response.body();
        HubResponse answer = redaction(exchange).of(new HubResponse(response.statusCode(), response.headers(), body));
        if (answer.status() == PROXY_WANTS_LOGIN) {
            HubRoute route = route(exchange.request());
            if (!route.isDirect()) {
                throw route.refused(what(exchange.request()), answer);
            }
        }
        return answer;
    }

    private Redaction redaction(Exchange exchange) {
        Redaction known = lastRedaction;
        if (known == null || !known.isFor(exchange.request())) {
            known = Redaction.of(exchange.request());
            lastRedaction = known;
        }
        return known.with(exchange.secrets());
    }

    private HubRoute route(HttpRequest request) {
        boolean login = request.headers().firstValue(PROXY_AUTHORIZATION).isPresent();
        return HubRoute.to(request.uri(), http.keeping(), login);
    }

    private ExchangeFailure broken(Exchange exchange) {
        HttpRequest request = exchange.request();
        return new ExchangeFailure(what(request), route(request), exchange.submit());
    }

    private static String what(HttpRequest request) {
        return request.method() + " " + request.uri();
    }
}
