package io.jenkins.plugins.ngenea.hub.body;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** An answer taken in piece by piece; one that is too large is broken off and fails. */
public abstract class CollectedBody implements BodySubscriber<byte[]> {
    /** The answer was larger than allowed. */
    public static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** The answer cannot be unpacked. */
    public static final class DamagedException extends IOException {
        private static final long serialVersionUID = 1L;

        DamagedException(IOException cause) {
            super(cause);
        }
    }

    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private Flow.Subscription subscription;

    /**
     * The next piece of the answer.
     *
     * @return false if that is too much
     */
    abstract boolean take(byte[] bytes);

    /**
     * What was kept of the answer, now that it is complete.
     *
     * @throws IOException if nothing can be made of it
     */
    abstract byte[] kept() throws IOException;

    @Override
    public final CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public final void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        subscription.request(1);
    }

    @Override
    public final void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            if (!take(bytes)) {
                subscription.cancel();
                body.completeExceptionally(new TooLargeException());
                return;
            }
        }
        subscription.request(1);
    }

    @Override
    public final void onError(Throwable error) {
        body.completeExceptionally(error);
    }

    @Override
    public final void onComplete() {
        try {
            body.complete(kept());
        } catch (IOException e) {
            body.completeExceptionally(e);
        }
    }
}
