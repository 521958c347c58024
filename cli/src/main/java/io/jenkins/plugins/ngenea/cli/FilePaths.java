package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.hub.model.PathSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;

/** The lines of a UTF-8 file that are not blank, without blanks around them; never all of them in memory. */
final class FilePaths implements PathSource {
    private final Path file;

    FilePaths(Path file) {
        this.file = file;
    }

    @Override
    public Cursor open() throws IOException {
        return new Lines(Files.newBufferedReader(file, StandardCharsets.UTF_8));
    }

    private static final class Lines implements Cursor {
        private final BufferedReader reader;
        private String next;

        Lines(BufferedReader reader) {
            this.reader = reader;
        }

        @Override
        public boolean hasNext() {
            try {
                while (next == null) {
                    String line = reader.readLine();
                    if (line == null) {
                        return false;
                    }
                    next = line.isBlank() ? null : line.strip();
                }
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            String path = next;
            next = null;
            return path;
        }

        @Override
        public void close() {
            try {
                reader.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
