package io.jenkins.plugins.ngenea.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The other end of an {@link EmulatorProcess}: starts it, and ends it by closing its input. */
final class EmulatorLink implements AutoCloseable {
    /** Requests the Hub got: for single jobs, for pages of its list, and all but submits. */
    record Counts(long single, long list, long all) {
        Counts since(Counts before) {
            return new Counts(single - before.single, list - before.list, all - before.all);
        }
    }

    /** Java's server closes idle connections above 200, and a client that asks just then loses its request. */
    private static final String JAVA_OPTIONS = "-Xmx3g -Dsun.net.httpserver.maxIdleConnections=20000";

    private final Process process;
    private final BufferedReader in;
    private final PrintStream out;
    private final String url;

    EmulatorLink() throws IOException {
        process = Jvm.start(EmulatorProcess.class, JAVA_OPTIONS, List.of());
        in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        out = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        url = line().substring("url ".length());
    }

    String url() {
        return url;
    }

    /** Which kind of Hub it is. */
    void profile(String name) throws IOException {
        ask("profile " + name, answer -> {});
    }

    /** Jobs that somebody else submits never end. */
    void hold() throws IOException {
        ask("hold", answer -> {});
    }

    /** How long the next jobs run that somebody else submits. */
    void plan(int jobs, long millis) throws IOException {
        ask("plan " + jobs + " " + millis, answer -> {});
    }

    void makeJobs(int jobs, long overMillis, String lengths, Consumer<String> id) throws IOException {
        ask("jobs " + jobs + " " + overMillis + " " + lengths, answer -> id.accept(answer.split(" ")[1]));
    }

    Counts counts() throws IOException {
        Counts[] counts = new Counts[1];
        ask("counts", answer -> {
            String[] words = answer.split(" ");
            counts[0] = new Counts(Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
        });
        return counts[0];
    }

    /** When each job ended, milliseconds since 1970 by the Hub's clock, which is ours. */
    Map<String, Long> ends() throws IOException {
        return times("ends");
    }

    /** No submit is answered any more. */
    void hangSubmits() throws IOException {
        ask("hang", answer -> {});
    }

    /** When the first cancel of each job arrived, milliseconds since 1970. */
    Map<String, Long> cancels() throws IOException {
        return times("cancels");
    }

    private Map<String, Long> times(String command) throws IOException {
        Map<String, Long> times = new HashMap<>();
        ask(command, answer -> {
            String[] words = answer.split(" ");
            times.putIfAbsent(words[1], Long.parseLong(words[2]));
        });
        return times;
    }

    /** CPU time of the Hub since it began; 0 where the system does not tell. */
    long cpuMillis() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
    }

    private void ask(String command, Consumer<String> answers) throws IOException {
        out.println(command);
        for (String answer = line(); !answer.equals("done"); answer = line()) {
            answers.accept(answer);
        }
    }

    private String line() throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new IOException("the emulator ended");
        }
        return line;
    }

    @Override
    public void close() {
        out.close();
        process.destroy();
    }
}
