package io.jenkins.plugins.ngenea.hub;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.http.HttpClient;
import java.util.function.Supplier;

/**
 * HTTP clients that are set up alike: one that keeps its connections open, for whatever may be asked again, and for each
 * submit another one, which has no connection yet. On an open connection a submit may meet the other side closing it, and
 * nobody could tell whether it was taken. Java's client cannot be told to open a new one.
 */
public final class HubHttp {
    private static final MethodHandle SHUTDOWN = shutdown();

    private final HttpClient keeping;
    private final Supplier<HttpClient> fresh;

    /**
     * @param maker of clients with redirects off, no authenticator, a connect timeout, and an executor that they share
     */
    public HubHttp(Supplier<HttpClient> maker) {
        this(maker.get(), maker);
    }

    HubHttp(HttpClient keeping, Supplier<HttpClient> fresh) {
        this.keeping = checked(keeping);
        this.fresh = fresh;
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

    /** To be {@link #end ended}. */
    HttpClient fresh() {
        return checked(fresh.get());
    }

    /** Closes what a client has open, at once from Java 21 on; before, that is done when its memory is reclaimed. */
    static void end(HttpClient client) {
        if (SHUTDOWN == null) {
            return;
        }
        try {
            SHUTDOWN.invoke(client);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("it throws nothing else", e);
        }
    }

    /** Null if this Java has no such method. */
    private static MethodHandle shutdown() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(HttpClient.class, "shutdownNow", MethodType.methodType(void.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }
}
