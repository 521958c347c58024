package io.jenkins.plugins.ngenea.hub.body;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Reads nothing: for answers whose status says all. tinyproxy breaks the connection off in the midst of the page that
 * comes with its 407, and that must not hide the 407.
 */
public final class NoBody implements BodySubscriber<byte[]> {
    @Override
    public CompletionStage<byte[]> getBody() {
        return CompletableFuture.completedFuture(new byte[0]);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.cancel();
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
        // not wanted
    }

    @Override
    public void onError(Throwable throwable) {
        // not missed
    }

    @Override
    public void onComplete() {
        // the answer is complete as it is
    }
}
