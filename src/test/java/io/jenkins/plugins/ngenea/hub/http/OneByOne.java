package io.jenkins.plugins.ngenea.hub.http;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** Reads a body piece by piece when told. */
final class OneByOne implements Flow.Subscriber<ByteBuffer> {
    private Flow.Subscription subscription;
    private int pieces;
    private Throwable error;

    void next() {
        subscription.request(1);
    }

    int pieces() {
        return pieces;
    }

    Throwable error() {
        return error;
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
    }

    @Override
    public void onNext(ByteBuffer piece) {
        pieces++;
    }

    @Override
    public void onError(Throwable newError) {
        error = newError;
    }

    @Override
    public void onComplete() {
        // that all of it came can be told by its length
    }
}
