package io.jenkins.plugins.ngenea.hub.body;

import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A body that can be sent once: a second subscription, by which the HTTP client would silently repeat the request, is
 * refused. It can be taken back until its last piece is handed out: the request says how long it is, so nobody can have
 * taken it before that.
 */
public final class OneShotPublisher implements BodyPublisher, AutoCloseable {
    private enum State {
        NOT_ASKED_FOR,
        ON_ITS_WAY,
        HANDED_OUT,
        TAKEN_BACK
    }

    private final WorkflowBody body;
    private final AtomicReference<State> state = new AtomicReference<>(State.NOT_ASKED_FOR);
    private volatile WorkflowBody.Pieces pieces;
    private volatile long handedOut;
    private volatile IOException unreadable;

    public OneShotPublisher(WorkflowBody body) {
        this.body = body;
    }

    /**
     * Takes the body back. True if its last piece was not handed out: it cannot be any more, and the Hub cannot have taken
     * the request.
     */
    public boolean withdraw() {
        State now = state.updateAndGet(before -> before == State.HANDED_OUT ? before : State.TAKEN_BACK);
        return now == State.TAKEN_BACK;
    }

    /** How much of it the HTTP client has taken, in bytes. */
    public long handedOut() {
        return handedOut;
    }

    /** Why the body could not be made to its end; null if that is not what went wrong. */
    public IOException unreadable() {
        return unreadable;
    }

    @Override
    public long contentLength() {
        return body.length();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        if (!state.compareAndSet(State.NOT_ASKED_FOR, State.ON_ITS_WAY)) {
            refuse(subscriber, new IOException("the request was already sent and is not sent again"));
            return;
        }
        try {
            pieces = body.pieces();
        } catch (IOException e) {
            unreadable = e;
            refuse(subscriber, e);
            return;
        }
        BodyPublishers.ofByteArrays(() -> new HandingOut(pieces)).subscribe(subscriber);
    }

    /** The pieces, as the HTTP client asks for them. */
    private final class HandingOut implements Iterator<byte[]> {
        private final WorkflowBody.Pieces all;

        private HandingOut(WorkflowBody.Pieces all) {
            this.all = all;
        }

        @Override
        public boolean hasNext() {
            return all.hasNext();
        }

        @Override
        public byte[] next() {
            byte[] piece;
            try {
                piece = all.next();
            } catch (UncheckedIOException e) {
                unreadable = e.getCause();
                throw e;
            }
            State then = all.hasNext() ? State.ON_ITS_WAY : State.HANDED_OUT;
            if (!state.compareAndSet(State.ON_ITS_WAY, then)) {
                throw new UncheckedIOException(new IOException("the request was withdrawn"));
            }
            handedOut += piece.length;
            return piece;
        }
    }

    /** To be called when the exchange is over, however it ended. */
    @Override
    public void close() {
        if (pieces != null) {
            pieces.close();
        }
    }

    private static void refuse(Flow.Subscriber<? super ByteBuffer> subscriber, IOException why) {
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {
                // nothing will come
            }

            @Override
            public void cancel() {
                // nothing to stop
            }
        });
        subscriber.onError(why);
    }
}
