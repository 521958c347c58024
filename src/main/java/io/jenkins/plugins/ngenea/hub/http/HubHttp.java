package io.jenkins.plugins.ngenea.hub.http;

import java.net.http.HttpClient;
import java.util.function.Supplier;

/**
 * HTTP clients that are set up alike: one that keeps its connections open, for whatever may be asked again, and for each
 * submit another one, which has no connection yet. On an open connection a submit may meet the other side closing it, and
 * nobody could tell whether it was taken. Java's client cannot be told to open a new one.
 */
public final class HubHttp {
    private final HttpClient keeping;
    private final Supplier<HttpClient> maker;

    /**
     * @param maker of clients with redirects off, no authenticator, a connect timeout, and an executor that they share
     */
    public HubHttp(Supplier<HttpClient> maker) {
        this(maker.get(), maker);
    }

    public HubHttp(HttpClient keeping, Supplier<HttpClient> maker) {
        this.keeping = checked(keeping);
        this.maker = maker;
    }

    private static HttpClient checked(HttpClient client) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER
                || client.authenticator().isPresent()) {
            throw new IllegalArgumentException("redirects must be off and no authenticator set");
        }
        return client;
    }

    HttpClient keeping() {
        return keeping;
    }

    SingleUseClient fresh() throws InterruptedException {
        return SingleUseClient.of(() -> checked(maker.get()));
    }
}
