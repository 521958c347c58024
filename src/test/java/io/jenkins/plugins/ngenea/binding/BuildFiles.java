package io.jenkins.plugins.ngenea.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/** What Jenkins wrote down about its jobs and builds. */
final class BuildFiles {
    private BuildFiles() {}

    /** Paths below the directory of all jobs whose files contain the text as it is. */
    static List<String> containing(String text) throws IOException {
        Path jobs = Jenkins.get().getRootDir().toPath().resolve("jobs");
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        try (Stream<Path> files = Files.walk(jobs)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> contains(file, wanted))
                    .map(file -> jobs.relativize(file).toString())
                    .toList();
        }
    }

    private static boolean contains(Path file, byte[] wanted) {
        try {
            // one character for each byte, so that no byte is lost
            return Files.readString(file, StandardCharsets.ISO_8859_1)
                    .contains(new String(wanted, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static void assertNoneContains(String secret) throws IOException {
        assertEquals(List.of(), containing(secret));
    }
}
