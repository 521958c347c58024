package io.jenkins.plugins.ngenea.hub.http;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The Javas that are worth another look: the one that runs this, and the newest that is named in the environment variable
 * {@code NGENEA_TEST_JAVAS} (homes, separated as in {@code PATH}) or installed beside it.
 */
final class Javas {
    private static final int OLDEST = 17;

    private Javas() {}

    /** One that is installed. */
    record Java(Path home, int version) {
        Path program() {
            return home.resolve("bin").resolve("java");
        }

        @Override
        public String toString() {
            return "Java " + version;
        }
    }

    static List<Java> runningAndNewest() {
        Java running = new Java(
                Path.of(System.getProperty("java.home")), Runtime.version().feature());
        List<Java> all = new ArrayList<>(List.of(running));
        try {
            for (Path home : homes(running.home())) {
                int version = version(home);
                if (version >= OLDEST && Files.isExecutable(new Java(home, version).program())) {
                    all.add(new Java(home, version));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Java newest = all.stream().max(Comparator.comparing(Java::version)).orElse(running);
        return newest.version() == running.version() ? List.of(running) : List.of(running, newest);
    }

    private static Set<Path> homes(Path running) throws IOException {
        Set<Path> homes = new LinkedHashSet<>();
        String named = System.getenv("NGENEA_TEST_JAVAS");
        if (named != null) {
            Stream.of(named.split(File.pathSeparator)).map(Path::of).forEach(homes::add);
        }
        try (Stream<Path> siblings = Files.list(running.getParent())) {
            siblings.forEach(homes::add);
        }
        return homes;
    }

    /** 0 if it is none. */
    private static int version(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isReadable(release)) {
            return 0;
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(release)) {
            properties.load(in);
        }
        String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
        return Integer.parseInt(version.split("\\D")[0]);
    }
}
