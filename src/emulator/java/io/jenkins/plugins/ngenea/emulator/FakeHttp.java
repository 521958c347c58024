package io.jenkins.plugins.ngenea.emulator;

import java.net.Authenticator;
import java.net.ConnectException;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/**
 * An HTTP client without a network, some hundred times as fast, for fuzz tests and benchmarks: a function answers. The
 * body of a request is taken in.
 */
public final class FakeHttp extends HttpClient {
    /** What a request gets: an answer, or an exception in its place. */
    public record Answer(int status, Map<String, List<String>> headers, byte[] body, Exception failure) {
        public static Answer of(int status, byte[] body) {
            return new Answer(status, Map.of(), body, null);
        }

        /** {@code failure} while connecting: the request's body is not even asked for. */
        public boolean isBeforeTheRequest() {
            return failure instanceof ConnectException
                    || failure instanceof HttpConnectTimeoutException
                    || failure instanceof UnknownHostException;
        }

        @Override
        public String toString() {
            return failure != null
                    ? failure.toString()
                    : status + " " + headers + " " + new String(body, StandardCharsets.ISO_8859_1);
        }
    }

    /** Answers requests. */
    @FunctionalInterface
    public interface Server {
        Answer answer(HttpRequest request);
    }

    private final Server server;

    public FakeHttp(Server server) {
        this.server = server;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, HttpResponse.BodyHandler<T> bodyHandler) {
        Answer answer = server.answer(request);
        if (!answer.isBeforeTheRequest()) {
            request.bodyPublisher().ifPresent(body -> body.subscribe(new Sink()));
        }
        if (answer.failure() != null) {
            return CompletableFuture.failedFuture(answer.failure());
        }
        HttpHeaders headers = HttpHeaders.of(answer.headers(), (name, value) -> true);
        HttpResponse.BodySubscriber<T> subscriber = bodyHandler.apply(new Info(answer.status(), headers));
        subscriber.onSubscribe(new NoSubscription());
        subscriber.onNext(List.of(ByteBuffer.wrap(answer.body())));
        subscriber.onComplete();
        return subscriber
                .getBody()
                .<HttpResponse<T>>thenApply(body -> new Response<>(request, answer.status(), headers, body))
                .toCompletableFuture();
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request,
            HttpResponse.BodyHandler<T> bodyHandler,
            HttpResponse.PushPromiseHandler<T> pushPromiseHandler) {
        return sendAsync(request, bodyHandler);
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> bodyHandler) {
        throw new UnsupportedOperationException("the plugin does not use it");
    }

    private static final class Sink implements Flow.Subscriber<ByteBuffer> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ByteBuffer piece) {
            // nobody looks at it
        }

        @Override
        public void onError(Throwable error) {
            throw new AssertionError("the request cannot be read", error);
        }

        @Override
        public void onComplete() {
            // nothing to do
        }
    }

    private static final class NoSubscription implements Flow.Subscription {
        @Override
        public void request(long n) {
            // everything comes by itself
        }

        @Override
        public void cancel() {
            // everything has come
        }
    }

    private record Info(int statusCode, HttpHeaders headers) implements HttpResponse.ResponseInfo {
        @Override
        public Version version() {
            return Version.HTTP_1_1;
        }
    }

    private record Response<T>(HttpRequest request, int statusCode, HttpHeaders headers, T body)
            implements HttpResponse<T> {
        @Override
        public Optional<HttpResponse<T>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public URI uri() {
            return request.uri();
        }

        @Override
        public Version version() {
            return Version.HTTP_1_1;
        }
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return Optional.empty();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return Optional.empty();
    }

    @Override
    public Redirect followRedirects() {
        return Redirect.NEVER;
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return Optional.empty();
    }

    @Override
    public SSLContext sslContext() {
        throw new UnsupportedOperationException("there is no network");
    }

    @Override
    public SSLParameters sslParameters() {
        return new SSLParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return Optional.empty();
    }

    @Override
    public Version version() {
        return Version.HTTP_1_1;
    }

    @Override
    public Optional<Executor> executor() {
        return Optional.empty();
    }
}
