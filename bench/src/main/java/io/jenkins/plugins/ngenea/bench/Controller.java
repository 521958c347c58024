package io.jenkins.plugins.ngenea.bench;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/** A Jenkins on 127.0.0.1, with a home of its own that goes with it; told what to do through its script console. */
final class Controller implements AutoCloseable {
    private static final Duration TO_COME_UP = Duration.ofMinutes(5);
    private static final String USER = "bench";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String password = new BigInteger(128, new SecureRandom()).toString(36);
    private final Path home;
    private final Process process;
    private final String url;

    /**
     * @param plugins a directory with the plugins the Jenkins is to have
     * @param hpi the plugin that is measured
     */
    Controller(Path war, Path plugins, Path hpi, Map<String, String> environment) throws IOException {
        home = Files.createTempDirectory("ngenea-bench-jenkins");
        Path installed = Files.createDirectory(home.resolve("plugins"));
        try (DirectoryStream<Path> all = Files.newDirectoryStream(plugins, "*.{hpi,jpi}")) {
            for (Path plugin : all) {
                Files.copy(plugin, installed.resolve(jpi(plugin)));
            }
        }
        Files.copy(hpi, installed.resolve("ngenea-workflow.jpi"));
        Path init = Files.createDirectory(home.resolve("init.groovy.d"));
        Files.writeString(init.resolve("bench.groovy"), script("init.groovy"));
        int port = freePort();
        url = "http://127.0.0.1:" + port + "/";
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-Djenkins.install.runSetupWizard=false",
                // scripts come with a password, not with a session
                "-Dhudson.security.csrf.GlobalCrumbIssuerConfiguration.DISABLE_CSRF_PROTECTION=true",
                "-jar",
                war.toString(),
                "--httpListenAddress=127.0.0.1",
                "--httpPort=" + port);
        builder.environment().putAll(environment);
        builder.environment().put("BENCH_PASSWORD", password);
        builder.environment().put("JENKINS_HOME", home.toString());
        process = builder.redirectErrorStream(true)
                .redirectOutput(home.resolve("jenkins.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    private static String jpi(Path plugin) {
        return plugin.getFileName().toString().replaceFirst("\\.[hj]pi$", ".jpi");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /** A script of ours. */
    static String script(String name) throws IOException {
        try (InputStream in = Controller.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    void awaitUp() throws IOException, InterruptedException {
        Instant last = Instant.now().plus(TO_COME_UP);
        while (Instant.now().isBefore(last) && process.isAlive()) {
            try {
                if (run("print jenkins.model.Jenkins.get().initLevel.name()").equals("COMPLETED")) {
                    return;
                }
            } catch (IOException e) {
                // not there yet
            }
            Thread.sleep(1000);
        }
        throw new IOException("Jenkins did not come up. Its log:\n" + Files.readString(home.resolve("jenkins.log")));
    }

    /** Runs a script in the script console to its end; what it printed. */
    String run(String groovy) throws IOException, InterruptedException {
        String login = USER + ":" + password;
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "scriptText"))
                .timeout(Duration.ofMinutes(30))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("script=" + URLEncoder.encode(groovy, StandardCharsets.UTF_8)))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("Jenkins answered HTTP " + answer.statusCode());
        }
        return answer.body();
    }

    /** Also when this program is interrupted. */
    @Override
    public void close() {
        try {
            process.destroy();
            process.waitFor();
            if (Files.exists(home)) {
                Trees.delete(home);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            System.err.println("left behind: " + home + " (" + e + ")");
        }
    }
}
