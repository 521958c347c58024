package io.jenkins.plugins.ngenea.hub.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A proxy program of this machine, in the foreground, with a login and everything of its own in one folder. */
final class InstalledProxy implements AutoCloseable {
    static final String USER = "me";
    static final String PASSWORD = "proxy-word";

    /** Which program; where Debian puts it. */
    enum Program {
        SQUID("/usr/sbin/squid"),
        TINYPROXY("/usr/bin/tinyproxy");

        private final Path file;

        Program(String file) {
            this.file = Path.of(file);
        }

        boolean isInstalled() {
            return Files.isExecutable(file);
        }
    }

    private final Program program;
    private final Path folder;
    private final int port;
    private final Process process;

    /**
     * @param hubPort the port that tunnels may lead to
     */
    InstalledProxy(Program program, Path folder, int hubPort) throws IOException {
        this.program = program;
        this.folder = folder;
        // started by root, both write as a user of their own
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        port = freePort();
        Path file = Files.writeString(
                folder.resolve("proxy.conf"), program == Program.SQUID ? squid() : tinyproxy(hubPort));
        List<String> command = program == Program.SQUID
                ? List.of(program.file.toString(), "-N", "-f", file.toString())
                : List.of(program.file.toString(), "-d", "-c", file.toString());
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(this::isUp);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean isUp() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException(program + " ended: " + log("output") + log("cache.log"));
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private String squid() throws IOException {
        Path helper = Files.writeString(
                folder.resolve("login.sh"),
                "while read -r login; do\n  [ \"$login\" = '" + USER + " " + PASSWORD
                        + "' ] && echo OK || echo ERR\ndone\n");
        return String.join(
                "\n",
                "http_port 127.0.0.1:" + port,
                "visible_hostname proxy.test",
                "pid_filename none",
                "coredump_dir " + folder,
                "cache deny all",
                "shutdown_lifetime 0 seconds",
                "cache_log " + folder.resolve("cache.log"),
                "access_log stdio:" + folder.resolve("access.log"),
                "auth_param basic program /bin/sh " + helper,
                "auth_param basic children 1",
                "auth_param basic realm test",
                "acl known proxy_auth REQUIRED",
                "http_access allow known",
                "http_access deny all",
                "");
    }

    private String tinyproxy(int hubPort) {
        return String.join(
                "\n",
                "Port " + port,
                "Listen 127.0.0.1",
                "Allow 127.0.0.1",
                "BasicAuth " + USER + " " + PASSWORD,
                "ConnectPort " + hubPort,
                "LogFile \"" + folder.resolve("access.log") + "\"",
                "LogLevel Connect",
                "");
    }

    int port() {
        return port;
    }

    /** Waits until the access log has a line with all these words; both write it when a request is over, or later. */
    void awaitLogged(String... words) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            String log = log("access.log");
            if (log.lines().noneMatch(line -> Stream.of(words).allMatch(line::contains))) {
                throw new AssertionError("no line with " + List.of(words) + " in " + log);
            }
        });
    }

    private String log(String name) {
        Path file = folder.resolve(name);
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
