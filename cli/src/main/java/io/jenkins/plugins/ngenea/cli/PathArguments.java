package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.hub.model.PathSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The paths of a request: arguments, or the lines of a file or of standard input. */
final class PathArguments implements AutoCloseable {
    @Parameters(paramLabel = "PATH", arity = "0..*", description = "What to run the workflow on.")
    private List<String> paths = List.of();

    @Option(
            names = "--paths-from",
            paramLabel = "FILE",
            description = "Read the paths from this file, one a line; - for standard input.")
    private String file;

    private Path spool;

    /** @throws UsageException if there are none, or they cannot be read */
    PathSource source() throws UsageException {
        List<String> given = paths.stream().filter(path -> !path.isBlank()).toList();
        if (file == null) {
            if (given.isEmpty()) {
                throw new UsageException("no paths: name at least one, or give --paths-from FILE.");
            }
            return PathSource.of(given);
        }
        if (!given.isEmpty()) {
            throw new UsageException("give the paths as arguments or with --paths-from, not both.");
        }
        try {
            PathSource source = file.equals("-") ? new FilePaths(spooled(System.in)) : new FilePaths(Path.of(file));
            try (PathSource.Cursor cursor = source.open()) {
                if (!cursor.hasNext()) {
                    throw new UsageException("there is no path in "
                            + (file.equals("-") ? "the standard input." : Output.shown(file) + "."));
                }
            }
            return source;
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new UsageException("the paths cannot be read: " + e.getMessage());
        }
    }

    /** A request is read more than once. */
    private Path spooled(InputStream input) throws IOException {
        spool = Files.createTempFile("ngenea-paths", ".txt");
        Files.copy(input, spool, StandardCopyOption.REPLACE_EXISTING);
        return spool;
    }

    @Override
    public void close() {
        try {
            if (spool != null) {
                Files.deleteIfExists(spool);
            }
        } catch (IOException e) {
            System.err.println("ngenea: " + spool + " cannot be deleted.");
        }
    }
}
