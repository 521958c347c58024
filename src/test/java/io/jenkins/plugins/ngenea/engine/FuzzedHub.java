package io.jenkins.plugins.ngenea.engine;

import io.jenkins.plugins.ngenea.emulator.FakeHttp;
import io.jenkins.plugins.ngenea.emulator.FakeHttp.Answer;
import io.jenkins.plugins.ngenea.hub.Mutation;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import javax.net.ssl.SSLHandshakeException;

/**
 * A Hub that answers wrongly most of the time, with or without having done what it was asked; after some requests it is
 * honest, so that every run can end. Where its answer says that it took nothing, it took nothing.
 */
final class FuzzedHub implements FakeHttp.Server {
    private static final int DISHONEST = 60;
    private static final String[] ENDS = {"SUCCESS", "FAILURE", "ERROR", "SKIPPED", "CANCELLED"};

    private final Random random;
    private final String end;
    private final boolean showsPaths;
    private int asked;
    private boolean cancelled;

    /** Submits that made a job. */
    int taken;

    /** Submits that arrived. */
    int posts;

    int requests;

    FuzzedHub(Random random) {
        this.random = random;
        this.end = ENDS[random.nextInt(ENDS.length)];
        this.showsPaths = random.nextBoolean();
    }

    @Override
    public Answer answer(HttpRequest request) {
        requests++;
        String path = request.uri().getPath();
        boolean submit = path.endsWith("/file/workflow/");
        boolean cancel = path.endsWith("/cancel/");
        Answer answer = random.nextInt(3) == 0 || requests > DISHONEST
                ? Answer.of(200, truth(path).getBytes(StandardCharsets.UTF_8))
                : wrong(path);
        boolean honest = requests > DISHONEST;
        boolean done = mayBeDone(answer) && (honest || random.nextInt(4) > 0);
        if (submit && !answer.isBeforeTheRequest() && !(answer.failure() instanceof SSLHandshakeException)) {
            posts++;
        }
        if (submit && done) {
            taken++;
        }
        cancelled |= cancel && done;
        return answer;
    }

    private Answer wrong(String path) {
        if (random.nextInt(5) > 0) {
            return Mutation.of(random, 200, truth(path));
        }
        Exception[] failures = {
            new ConnectException("refused"),
            new HttpConnectTimeoutException("no connection"),
            new UnknownHostException("hub"),
            new SSLHandshakeException("broken off"),
            new HttpTimeoutException("no answer"),
            new IOException("reset"),
            new IOException(),
            new IllegalStateException("of the client's own")
        };
        return new Answer(0, null, null, failures[random.nextInt(failures.length)]);
    }

    /** Whether the answer leaves open that the Hub did what it was asked. */
    private static boolean mayBeDone(Answer answer) {
        if (answer.failure() != null) {
            return !answer.isBeforeTheRequest() && !(answer.failure() instanceof SSLHandshakeException);
        }
        int status = answer.status();
        return status < 300 || status >= 500 || status == 408 || status == 425;
    }

    private String truth(String path) {
        if (path.endsWith("/file/workflow/")) {
            return "{\"id\":" + (taken + 1) + "}";
        }
        if (path.endsWith("/cancel/")) {
            return "{\"id\":1,\"state\":\"CANCELLING\"}";
        }
        if (path.endsWith("/tasks/")) {
            return "{\"count\":1,\"next\":null,\"results\":[{\"state\":\"FAILURE\",\"path\":\"/a\",\"error\":\"no\"}]}";
        }
        if (path.endsWith("/jobs/")) {
            return "{\"count\":" + taken + ",\"next\":null,\"results\":[" + (taken > 0 ? job() : "") + "]}";
        }
        asked++;
        return job();
    }

    private String job() {
        boolean over = asked > 5;
        String state = cancelled ? "CANCELLED" : over ? end : asked == 0 ? "PENDING" : "STARTED";
        String paths = showsPaths ? ",\"paths\":[\"/mmfs1/data/sample_data.tgz\"]" : "";
        return "{\"id\":" + Math.max(1, taken) + ",\"state\":\"" + state
                + "\",\"type\":\"migrate\",\"site\":\"dfoster1\"," + "\"counts\":{\"total\":3,\"processed\":"
                + Math.min(3, asked) + "}" + paths + "}";
    }
}
