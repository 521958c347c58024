package io.jenkins.plugins.ngenea.hub.schema;

import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.SanitizedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What one Hub says of its own API. It is asked only when something that was assumed has turned out to be wrong, so a build on
 * the usual path costs no request more; then once a day, in the background, and once for all who wait for it. Thread-safe.
 */
public final class SchemaLookup {
    private static final Logger LOGGER = Logger.getLogger(SchemaLookup.class.getName());

    static final Duration KEPT = Duration.ofDays(1);

    /** Where there may be a description that could not be had just then. */
    static final Duration KEPT_UNCERTAIN = Duration.ofMinutes(10);

    private static final SchemaSearch.Found NOTHING = new SchemaSearch.Found(Optional.empty(), false);

    private final Callable<SchemaSearch.Found> search;
    private final Executor lane;
    private Optional<HubSchema> known = Optional.empty();

    /** Null if nobody has looked yet. */
    private Instant until;

    /** Null if nobody looks. */
    private CompletableFuture<Optional<HubSchema>> looking;

    /**
     * @param search one, with the key of a connection; throws a {@link HubException} if the Hub gave no answer
     * @param lane where the requests are made, one after another
     */
    public SchemaLookup(Callable<SchemaSearch.Found> search, Executor lane) {
        this.search = search;
        this.lane = lane;
    }

    /**
     * The description, once it is there; empty if the Hub has none that can be read. Fails with a {@link HubException} if the
     * Hub gave no answer. If the process ends first, it never completes.
     */
    public CompletableFuture<Optional<HubSchema>> look(Instant now) {
        CompletableFuture<Optional<HubSchema>> begun;
        synchronized (this) {
            if (isKnown(now)) {
                return CompletableFuture.completedFuture(known);
            }
            if (looking != null) {
                return looking;
            }
            begun = new CompletableFuture<>();
            looking = begun;
        }
        lane.execute(() -> look(begun, now));
        return begun;
    }

    /** The call to cancel a job that the Hub is known to describe, if it is another one than assumed. */
    public synchronized Optional<JobCall> otherCancel(Instant now) {
        return isKnown(now)
                ? known.flatMap(HubSchema::cancel).filter(call -> !call.equals(JobCall.CANCEL))
                : Optional.empty();
    }

    /** The Hub has changed since. */
    public synchronized void forget() {
        until = null;
    }

    private boolean isKnown(Instant now) {
        return until != null && now.isBefore(until);
    }

    private void look(CompletableFuture<Optional<HubSchema>> begun, Instant now) {
        try {
            found(begun, search.call(), now);
        } catch (HubException e) {
            over();
            begun.completeExceptionally(e);
        } catch (InterruptedException e) {
            over();
            Thread.currentThread().interrupt();
        } catch (Exception | Error e) {
            LOGGER.log(Level.WARNING, "Cannot read the description of a Hub's API", SanitizedException.of(e));
            found(begun, NOTHING, now);
        }
    }

    private void found(CompletableFuture<Optional<HubSchema>> begun, SchemaSearch.Found found, Instant now) {
        synchronized (this) {
            known = found.schema();
            until = now.plus(found.isCertain() ? KEPT : KEPT_UNCERTAIN);
            looking = null;
        }
        begun.complete(found.schema());
    }

    private synchronized void over() {
        looking = null;
    }
}
