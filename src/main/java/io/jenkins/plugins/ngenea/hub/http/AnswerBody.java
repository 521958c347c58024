package io.jenkins.plugins.ngenea.hub.http;

import io.jenkins.plugins.ngenea.hub.body.BodyWithoutPaths;
import io.jenkins.plugins.ngenea.hub.body.BoundedBody;
import io.jenkins.plugins.ngenea.hub.body.GzipBody;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads the body of an answer on the thread that waits for it: bounded in size, and in time, however slowly it drips. */
final class AnswerBody {
    static final int PROXY_WANTS_LOGIN = 407;

    /** What is kept of an answer. Of one that reports an error, everything is. */
    enum Kept {
        WHOLE,
        /** Not the paths that a job may show. */
        WITHOUT_PATHS,
        /** The digests of paths in their place. */
        WITH_DIGESTS
    }

    private AnswerBody() {}

    /**
     * @param left until when it must have been read
     * @throws ExecutionException if it cannot be read, with the reason as its cause
     */
    static HubResponse of(HttpResponse<InputStream> answer, Kept kept, Duration left)
            throws TimeoutException, ExecutionException, InterruptedException {
        InputStream body = answer.body();
        CompletableFuture<Void> end = new CompletableFuture<Void>().orTimeout(left.toNanos(), TimeUnit.NANOSECONDS);
        end.whenComplete((read, late) -> {
            if (late != null) {
                close(body);
            }
        });
        try (body) {
            return new HubResponse(answer.statusCode(), answer.headers(), read(answer, kept));
        } catch (IOException e) {
            if (end.isCompletedExceptionally()) {
                throw new TimeoutException();
            }
            if (e.getCause() instanceof InterruptedException) {
                // the stream has set it again
                Thread.interrupted();
                throw new InterruptedException();
            }
            throw new ExecutionException(reason(e));
        } finally {
            end.complete(null);
        }
    }

    /** Java's stream wraps what went wrong on the connection. */
    private static Throwable reason(IOException e) {
        return e.getClass() == IOException.class && e.getCause() != null ? e.getCause() : e;
    }

    private static byte[] read(HttpResponse<InputStream> answer, Kept kept) throws IOException {
        InputStream body = answer.body();
        int status = answer.statusCode();
        // Java makes up an answer without a body when a proxy refuses a tunnel. A 407 says all: tinyproxy breaks the
        // connection off in the midst of the page that comes with it
        if (body == null || status == PROXY_WANTS_LOGIN) {
            return new byte[0];
        }
        InputStream plain = GzipBody.isPacked(answer.headers()) ? GzipBody.of(body, BoundedBody.LARGEST_ANSWER) : body;
        if (kept != Kept.WHOLE && status >= 200 && status < 300) {
            return BodyWithoutPaths.read(plain, BoundedBody.LARGEST_ANSWER, kept == Kept.WITH_DIGESTS);
        }
        try (BoundedBody whole = new BoundedBody(plain, BoundedBody.LARGEST_ANSWER)) {
            return whole.readAllBytes();
        }
    }

    static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // nobody reads it any more
        }
    }
}
