package io.jenkins.plugins.ngenea.hub.http;

import io.jenkins.plugins.ngenea.hub.error.SanitizedException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.http.HttpClient;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * An HTTP client for one request: closing it gives back its thread and connection. Java can do that from 21 on. Before, a
 * client lives until its memory is reclaimed, and three hundred threads waited for that where jobs are submitted by the
 * hundred; there its thread is interrupted, which ends it in the same way. A client whose thread was not found is left to
 * be reclaimed.
 */
record SingleUseClient(HttpClient client, List<Thread> threads) implements AutoCloseable {
    private static final MethodHandle SHUTDOWN = shutdown();

    /** In which clients are made on an older Java: a client's thread is of the group of the thread that makes it. */
    private static final ThreadGroup MADE = new ThreadGroup("ngenea-hub submit");

    static SingleUseClient of(Supplier<HttpClient> maker) throws InterruptedException {
        return SHUTDOWN == null ? onOlderJava(maker) : new SingleUseClient(maker.get(), List.of());
    }

    private static SingleUseClient onOlderJava(Supplier<HttpClient> maker) throws InterruptedException {
        FutureTask<SingleUseClient> making = new FutureTask<>(() -> withItsThreads(maker));
        Thread thread = new Thread(MADE, making, "ngenea-hub submit");
        thread.setDaemon(true);
        thread.start();
        try {
            return making.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(SanitizedException.of(e.getCause()));
        }
    }

    private static SingleUseClient withItsThreads(Supplier<HttpClient> maker) {
        // one at a time: the threads that are new belong to the client that is
        synchronized (MADE) {
            List<Thread> before = made();
            HttpClient client = maker.get();
            List<Thread> threads =
                    made().stream().filter(thread -> !before.contains(thread)).toList();
            return new SingleUseClient(client, threads);
        }
    }

    /** The threads of clients; not those that make them. */
    private static List<Thread> made() {
        Thread[] threads = new Thread[2 * MADE.activeCount() + 10];
        MADE.enumerate(threads);
        return Arrays.stream(threads)
                .filter(Objects::nonNull)
                .filter(thread -> thread.getName().startsWith("HttpClient-"))
                .toList();
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
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
