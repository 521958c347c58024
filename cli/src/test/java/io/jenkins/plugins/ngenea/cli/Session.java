package io.jenkins.plugins.ngenea.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One real {@code ngenea} process, with its output as it comes. */
final class Session implements AutoCloseable {
    private static final long LONGEST_SECONDS = 120;

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private final CountDownLatch bothRead = new CountDownLatch(2);

    private Session(Process process) {
        this.process = process;
        read(process.inputReader(StandardCharsets.UTF_8), lines);
        read(new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8)), errors);
    }

    /** How to start one. */
    static final class Builder {
        private final Map<String, String> environment = new HashMap<>();
        private final Path folder;

        Builder(Path folder) {
            this.folder = folder;
        }

        Builder with(String name, String value) {
            environment.put(name, value);
            return this;
        }

        Session start(String... arguments) throws IOException {
            List<String> command = command();
            command.addAll(List.of(arguments));
            return start(command);
        }

        /** In a shell, where {@code $NGENEA} is the command. */
        Session startShell(String script) throws IOException {
            with("NGENEA", String.join(" ", command()));
            return start(List.of("bash", "-c", script));
        }

        private Session start(List<String> command) throws IOException {
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
            List.of(
                            "HTTP_PROXY",
                            "HTTPS_PROXY",
                            "NO_PROXY",
                            "http_proxy",
                            "https_proxy",
                            "no_proxy",
                            "JAVA_TOOL_OPTIONS")
                    .forEach(builder.environment()::remove);
            builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            return new Session(process);
        }

        private static List<String> command() {
            String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            return new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    classes,
                    Main.class.getName()));
        }
    }

    private void read(BufferedReader reader, List<String> into) {
        CompletableFuture.runAsync(
                () -> {
                    try (reader) {
                        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                            synchronized (this) {
                                into.add(line);
                                notifyAll();
                            }
                        }
                    } catch (IOException e) {
                        // the process is gone
                    } finally {
                        bothRead.countDown();
                    }
                },
                task -> {
                    Thread thread = new Thread(task, "reader of ngenea");
                    thread.setDaemon(true);
                    thread.start();
                });
    }

    /** Waits until standard output has a line with this text. */
    synchronized String awaitLine(String text) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (true) {
            for (String line : lines) {
                if (line.contains(text)) {
                    return line;
                }
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            assertTrue(left > 0, () -> "no line with '" + text + "' in " + lines + " " + errors);
            wait(left);
        }
    }

    /** {@code INT}, {@code TERM} or {@code KILL}. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    /** Waits for the end. */
    int exitCode() throws InterruptedException {
        assertTrue(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS), () -> "still running: " + lines + errors);
        assertTrue(bothRead.await(LONGEST_SECONDS, TimeUnit.SECONDS));
        return process.exitValue();
    }

    synchronized String output() {
        return String.join("\n", lines);
    }

    synchronized String errors() {
        return String.join("\n", errors);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
