package io.jenkins.plugins.ngenea.hub;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A body that can be sent once: a second subscription, by which the HTTP client would silently repeat the request, is
 * refused.
 */
final class OneShotPublisher implements BodyPublisher, AutoCloseable {
    private final WorkflowBody body;
    private final AtomicBoolean subscribed = new AtomicBoolean();
    private volatile WorkflowBody.Pieces pieces;

    OneShotPublisher(WorkflowBody body) {
        this.body = body;
    }

    /**
     * Takes the body back. True if the client had not come so far as to ask for it: it cannot any more, and the Hub cannot
     * have taken the request.
     */
    boolean withdraw() {
        return subscribed.compareAndSet(false, true);
    }

    @Override
    public long contentLength() {
        return body.length();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        if (!subscribed.compareAndSet(false, true)) {
            refuse(subscriber, new IOException("the request was sent already and is not sent again"));
            return;
        }
        try {
            pieces = body.pieces();
        } catch (IOException e) {
            refuse(subscriber, e);
            return;
        }
        BodyPublishers.ofByteArrays(() -> pieces).subscribe(subscriber);
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
