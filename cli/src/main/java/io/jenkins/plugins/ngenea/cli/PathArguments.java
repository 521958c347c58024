package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.hub.model.PathSource;
import io.jenkins.plugins.ngenea.paths.PathCheck;
import io.jenkins.plugins.ngenea.paths.PathListException;
import io.jenkins.plugins.ngenea.paths.PathListReader;
import io.jenkins.plugins.ngenea.paths.Separator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The paths of a request: arguments, or a list in a file or from standard input. */
final class PathArguments implements AutoCloseable {
    private static final String STANDARD_INPUT = "-";

    @Parameters(paramLabel = "PATH", arity = "0..*", description = "What to run the workflow on.")
    private List<String> paths = List.of();

    @Option(
            names = "--paths-from",
            paramLabel = "FILE",
            description = "Read the paths from this file, one a line; - for standard input.")
    private String list;

    private final PathCheck check = new PathCheck();
    private SpooledPaths spooled;

    boolean hasList() {
        return list != null;
    }

    boolean isStandardInput() {
        return list != null && (list.equals(STANDARD_INPUT) || list.equals("/dev/stdin"));
    }

    /** The file of the list; empty if there is none, or it is standard input. */
    Optional<Path> file() throws UsageException {
        return list == null || list.equals(STANDARD_INPUT) ? Optional.empty() : Optional.of(FileName.of(list));
    }

    /**
     * The paths, all of them checked.
     *
     * @param output hears what a person should know of them
     * @throws UsageException if there are none, or they cannot be meant
     */
    PathSource source(Separator separator, Output output) throws UsageException {
        PathSource source = list == null ? given() : listed(separator);
        Optional<String> relative = check.relativeLine();
        if (relative.isPresent()) {
            throw new UsageException(relative.get() + " Paths in a Hub do."
                    + (list == null ? " Is a value with blanks in it not in quotes?" : ""));
        }
        check.blanksLine().ifPresent(output::complain);
        check.duplicatesLine().ifPresent(output::complain);
        return source;
    }

    private PathSource given() throws UsageException {
        if (paths.isEmpty()) {
            throw new UsageException("no paths: name at least one, or give --paths-from FILE.");
        }
        try {
            for (String path : paths) {
                check.add(path);
            }
        } catch (PathListException e) {
            throw new UsageException(e.getMessage() + ".");
        }
        return PathSource.of(paths);
    }

    private PathSource listed(Separator separator) throws UsageException {
        if (!paths.isEmpty()) {
            throw new UsageException("give the paths as arguments or with --paths-from, not both.");
        }
        String name = list.equals(STANDARD_INPUT) ? "the standard input" : list;
        try (PathListReader reader = new PathListReader(opened(), name, separator)) {
            spooled = SpooledPaths.of(reader, check);
        } catch (PathListException e) {
            throw new UsageException(e.getMessage()
                    + (e.isAboutNul() && separator != Separator.NUL
                            ? ". If NULs separate the paths, give --null."
                            : "."));
        } catch (IOException e) {
            throw new UsageException("the paths cannot be read from " + Output.shown(name) + " or kept in "
                    + System.getProperty("java.io.tmpdir") + ": " + reason(e) + ".");
        }
        if (check.count() == 0) {
            throw new UsageException("there is no path in " + Output.shown(name) + ".");
        }
        return spooled;
    }

    private InputStream opened() throws UsageException, IOException {
        if (list.equals(STANDARD_INPUT)) {
            return System.in;
        }
        try {
            Path file = FileName.of(list);
            if (Files.isDirectory(file)) {
                throw new UsageException(Output.shown(list) + " is a folder; --paths-from needs a list of paths.");
            }
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no file " + Output.shown(list) + ".");
        }
    }

    private static String reason(IOException e) {
        if (e instanceof FileSystemException problem) {
            String why = problem.getReason();
            return why == null ? problem.getClass().getSimpleName() : why;
        }
        return String.valueOf(e.getMessage());
    }

    @Override
    public void close() {
        if (spooled != null) {
            spooled.close();
        }
    }
}
