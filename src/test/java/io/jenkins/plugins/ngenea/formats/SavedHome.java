package io.jenkins.plugins.ngenea.formats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What a {@link FixtureMaker} has written, laid into a Jenkins home before that starts. */
final class SavedHome {
    private final Path home;

    private SavedHome(Path home) {
        this.home = home;
    }

    /** Its jobs and builds, and the plugin's records. */
    static SavedHome layInto(Path home) throws Exception {
        SavedHome saved = new SavedHome(home);
        saved.copy("jobs");
        saved.copy("ngenea-hub");
        return saved;
    }

    private static Path fixture() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(SavedHome.class.getResource("before-first-release"))
                .toURI());
    }

    static String configuration() throws Exception {
        return Files.readString(fixture().resolve("io.jenkins.plugins.ngenea.config.NgeneaHubConfiguration.xml"));
    }

    private void copy(String folder) throws Exception {
        Path from = fixture();
        for (Path file : filesIn(from.resolve(folder))) {
            Path to = home.resolve(from.relativize(file).toString());
            Files.createDirectories(to.getParent());
            Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static List<Path> filesIn(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one record of a build in this phase. */
    Path record(String build, String phase) {
        List<Path> found = filesIn(home.resolve("ngenea-hub")).stream()
                .filter(file -> read(file).contains("\"build\":\"" + build + "#1\""))
                .filter(file -> read(file).contains("\"phase\":\"" + phase + "\""))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(build + ": " + found);
        }
        return found.get(0);
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
