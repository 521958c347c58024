package io.jenkins.plugins.ngenea.bench;

import io.jenkins.plugins.ngenea.emulator.FakeHttp;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import io.jenkins.plugins.ngenea.hub.model.WorkflowRequest;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The body of a submit: learning its length and digest, and the whole submit, which reads the paths again. No network. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx1g", "-XX:+UseSerialGC"})
public class RequestBodyBenchmark {
    @Param({"10", "10000", "1000000"})
    int paths;

    private HubClient client;
    private WorkflowRequest request;

    @Setup
    public void makeRequest() {
        client = Parts.client(new FakeHttp(new CannedHub(0)), CannedHub.URL, EmulatorProcess.KEY);
        request = new WorkflowRequest("migrate", "dfoster1", new NumberedPaths(paths), null, Map.of(), null);
    }

    @Benchmark
    public WorkflowBody measure() throws IOException {
        return WorkflowBody.of(request);
    }

    @Benchmark
    public String submit() throws IOException, HubException, InterruptedException {
        return client.submit(WorkflowBody.of(request));
    }
}
