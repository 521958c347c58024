package io.jenkins.plugins.ngenea.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Sends one HTTP request and brings back one bounded answer within a bounded time, or a {@link HubUnreachableException},
 * or a {@link HubProxyException}. Redirects are never followed: a key goes to its Hub and nowhere else.
 */
public final class HubTransport {
    /** Largest answer read, in bytes; whatever comes after it is not read. */
    static final int LARGEST_ANSWER = 8 * 1024 * 1024;

    private static final String PROXY_AUTHORIZATION = "Proxy-Authorization";
    private static final int PROXY_WANTS_LOGIN = 407;

    /** What a gateway takes unless told otherwise, in bytes. */
    private static final long USUAL_LIMIT = 1024 * 1024;

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

    HubResponse get(URI uri, String authorization) throws HubException, InterruptedException {
        return ask(request(uri, authorization, timeout).GET(), HubTransport::whole);
    }

    /** An answer without the paths that a job may show. */
    HubResponse getWithoutPaths(URI uri, String authorization) throws HubException, InterruptedException {
        return ask(request(uri, authorization, timeout).GET(), HubTransport::withoutPaths);
    }

    /** The same with the digest of the paths in their place. */
    HubResponse getWithDigestsOfPaths(URI uri, String authorization) throws HubException, InterruptedException {
        return ask(request(uri, authorization, timeout).GET(), HubTransport::withDigests);
    }

    private static CollectedBody whole(ResponseInfo answer) {
        return new BoundedBody(LARGEST_ANSWER);
    }

    private static CollectedBody withoutPaths(ResponseInfo answer) {
        return isSuccess(answer) ? new BodyWithoutPaths(LARGEST_ANSWER, false) : whole(answer);
    }

    private static CollectedBody withDigests(ResponseInfo answer) {
        return isSuccess(answer) ? new BodyWithoutPaths(LARGEST_ANSWER, true) : whole(answer);
    }

    private static boolean isSuccess(ResponseInfo answer) {
        return answer.statusCode() >= 200 && answer.statusCode() < 300;
    }

    /**
     * @param body null for an empty one
     */
    HubResponse post(URI uri, String authorization, JsonNode body) throws HubException, InterruptedException {
        BodyPublisher publisher = body == null
                ? BodyPublishers.noBody()
                : BodyPublishers.ofByteArray(body.toString().getBytes(StandardCharsets.UTF_8));
        return ask(request(uri, authorization, timeout).POST(publisher), HubTransport::whole);
    }

    /** Sends a submit, at most once, on a connection of its own. */
    HubResponse post(URI uri, String authorization, OneShotPublisher body) throws HubException, InterruptedException {
        Duration limit = timeout.multipliedBy(2).plusSeconds(body.contentLength() / SLOWEST_UPLOAD);
        HttpRequest request = request(uri, authorization, limit).POST(body).build();
        HttpClient client;
        try {
            client = http.fresh();
        } catch (RuntimeException | Error e) {
            throw unreachable(request, "no connection can be opened (" + BareException.name(e) + ")", e, body);
        }
        try {
            return send(client, request, limit, body, HubTransport::whole);
        } finally {
            HubHttp.end(client);
        }
    }

    private HubResponse ask(HttpRequest.Builder request, Function<ResponseInfo, CollectedBody> body)
            throws HubException, InterruptedException {
        return send(http.keeping(), request.build(), timeout, null, body);
    }

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
                    "The request to " + uri + " cannot be made (" + BareException.name(e) + ").",
                    BareException.of(e),
                    true,
                    true,
                    null);
        }
    }

    /**
     * @param submit null if it is none
     */
    private HubResponse send(
            HttpClient client,
            HttpRequest request,
            Duration limit,
            OneShotPublisher submit,
            Function<ResponseInfo, CollectedBody> body)
            throws HubException, InterruptedException {
        try {
            return passed(request, exchanged(client, request, limit, body));
        } catch (TimeoutException e) {
            throw unreachable(request, "no whole answer within " + limit.toSeconds() + " s", e, submit);
        } catch (ExecutionException e) {
            throw translate(request, e.getCause(), submit);
        } catch (RuntimeException | Error e) {
            // a mistake of the program's own, or no memory: what came is dropped, because it may not be clean
            throw unreachable(request, BareException.name(e), e, submit);
        }
    }

    private static HttpResponse<byte[]> exchanged(
            HttpClient client, HttpRequest request, Duration limit, Function<ResponseInfo, CollectedBody> body)
            throws TimeoutException, ExecutionException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, info -> reader(info, body.apply(info)));
        try {
            // the client's own timeout ends with the headers: a body that drips for ever needs this one
            return answer.get(limit.toMillis() + 1000, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | InterruptedException e) {
            answer.cancel(true);
            throw e;
        }
    }

    private static BodySubscriber<byte[]> reader(ResponseInfo answer, CollectedBody body) {
        if (answer.statusCode() == PROXY_WANTS_LOGIN) {
            return new NoBody();
        }
        return GzipBody.isPacked(answer.headers()) ? new GzipBody(LARGEST_ANSWER, body) : body;
    }

    /** The answer, if it is not that of a proxy which wants another login. */
    private HubResponse passed(HttpRequest request, HttpResponse<byte[]> response) throws HubProxyException {
        // Java makes up an answer without a body when a proxy refuses a tunnel
        byte[] body = response.body() == null ? new byte[0] : response.body();
        HubResponse answer = redaction(request).of(new HubResponse(response.statusCode(), response.headers(), body));
        if (answer.status() == PROXY_WANTS_LOGIN) {
            HubRoute route = route(request);
            if (!route.isDirect()) {
                throw route.refused(what(request), answer);
            }
        }
        return answer;
    }

    private Redaction redaction(HttpRequest request) {
        Redaction known = lastRedaction;
        if (known == null || !known.isFor(request)) {
            known = Redaction.of(request);
            lastRedaction = known;
        }
        return known;
    }

    private HubRoute route(HttpRequest request) {
        boolean login = request.headers().firstValue(PROXY_AUTHORIZATION).isPresent();
        return HubRoute.to(request.uri(), http.keeping(), login);
    }

    private HubException translate(HttpRequest request, Throwable cause, OneShotPublisher submit) {
        Optional<CertificateFault> fault = CertificateFault.in(cause);
        if (fault.isPresent()) {
            String message = failed(request, fault.get().words());
            return new HubCertificateException(message, BareException.of(cause));
        }
        if (cause instanceof CollectedBody.TooLargeException) {
            return new HubUnintelligibleException(
                    what(request) + ": the answer is larger than " + LARGEST_ANSWER / (1024 * 1024) + " MB.",
                    cause,
                    false);
        }
        if (cause instanceof CollectedBody.DamagedException) {
            return new HubUnintelligibleException(
                    failed(request, "the answer is packed (gzip) and cannot be unpacked"), BareException.of(cause));
        }
        if (submit != null && submit.unreadable() != null) {
            String why = "its paths cannot be read to the end ("
                    + RemoteText.line(submit.unreadable().getMessage()) + "). Nothing was submitted";
            return new HubUnreachableException(
                    failed(request, why), BareException.of(cause), submit.withdraw(), false, null);
        }
        if (cause instanceof IOException) {
            // what is wrong with an answer may be told with its own words
            String why = redaction(request).of(describe((IOException) cause, route(request)));
            return unreachable(request, why + sizeLimit(cause, submit), cause, submit);
        }
        return unreachable(request, BareException.name(cause), cause, submit);
    }

    /** A gateway that takes no request of this size breaks off in its midst; its 413 can often not be read any more. */
    private static String sizeLimit(Throwable cause, OneShotPublisher submit) {
        boolean inItsMidst = submit != null && submit.withdraw() && submit.handedOut() > 0;
        boolean large = submit != null && !submit.withdraw() && submit.contentLength() > USUAL_LIMIT;
        if (cause instanceof HttpTimeoutException || isBeforeTheRequest(cause) || !(inItsMidst || large)) {
            return "";
        }
        return ", with " + submit.handedOut() / 1024 + " of " + submit.contentLength() / 1024
                + " KB sent. If this happens again, a gateway before the Hub may take no request of this size (HTTP 413,"
                + " often from 1 MB on): raise its limit, or split the list of paths";
    }

    private HubUnreachableException unreachable(
            HttpRequest request, String why, Throwable cause, OneShotPublisher submit) {
        // before a TLS handshake is through the client asks for the body already, but no byte of it leaves
        boolean neverSent = cause instanceof SSLHandshakeException
                || (submit == null ? isBeforeTheRequest(cause) : submit.withdraw());
        return new HubUnreachableException(failed(request, why), BareException.of(cause), neverSent, true, null);
    }

    private String failed(HttpRequest request, String why) {
        return what(request) + route(request).words() + ": " + why + ".";
    }

    /** Whether it failed while connecting, so that no byte of the request went out. */
    private static boolean isBeforeTheRequest(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof UnknownHostException;
    }

    private static String describe(IOException e, HubRoute route) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof UnresolvedAddressException || t instanceof UnknownHostException) {
                return "the host name cannot be resolved";
            }
        }
        if (e instanceof HttpConnectTimeoutException) {
            return "no connection within the connect timeout";
        }
        if (e instanceof HttpTimeoutException) {
            return "no answer in time";
        }
        if (e instanceof ConnectException) {
            return e.getMessage() == null ? "connection refused" : RemoteText.line(e.getMessage());
        }
        if (e.getMessage() != null && e.getMessage().startsWith("Tunnel failed")) {
            return "the proxy opened no tunnel (" + RemoteText.line(e.getMessage()) + ")" + route.whyNoTunnel();
        }
        String kind = e instanceof SSLException ? "TLS failed" : "the connection broke";
        return e.getMessage() == null ? kind : kind + " (" + RemoteText.line(e.getMessage()) + ")";
    }

    private static String what(HttpRequest request) {
        return request.method() + " " + request.uri();
    }
}
