package io.jenkins.plugins.ngenea.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import hudson.AbortException;
import hudson.FilePath;
import io.jenkins.plugins.ngenea.hub.PathSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The paths of one run in a file of the build's directory, from the moment the request is known until its job is: so they
 * are neither in memory nor in the saved program, and a restart in between finds them again. A JSON array, because a path
 * may contain a line end.
 */
final class PathSpool implements PathSource {
    private static final JsonFactory JSON = new JsonFactory();

    /** Directly in the build's directory: a folder of their own would have to be made and removed by many branches. */
    private final Path directory;

    private final Path file;

    PathSpool(Path buildDirectory, String key) {
        this.directory = buildDirectory;
        this.file = buildDirectory.resolve("ngenea-hub-" + key + ".paths.json");
    }

    void write(List<String> paths) throws IOException {
        write(paths.iterator());
    }

    /**
     * Copies a file of the workspace with one path a line, once: what it holds later is of no interest.
     *
     * @throws AbortException if it is not there or holds no path
     */
    void copy(FilePath source) throws IOException, InterruptedException {
        if (!source.exists() || source.isDirectory()) {
            throw new AbortException(
                    "'pathsFile' is not a file in the workspace: " + source.getRemote() + ". Nothing was submitted.");
        }
        long count;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(source.read(), StandardCharsets.UTF_8))) {
            count = write(lines.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .iterator());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (count == 0) {
            remove();
            throw new AbortException("'pathsFile' holds no path: " + source.getRemote() + ". Nothing was submitted.");
        }
    }

    private long write(Iterator<String> paths) throws IOException {
        Path aside = Files.createTempFile(directory, "ngenea-hub-", ".tmp");
        long count = 0;
        try (OutputStream out = Files.newOutputStream(aside);
                JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartArray();
            while (paths.hasNext()) {
                json.writeString(paths.next());
                count++;
            }
            json.writeEndArray();
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return count;
    }

    /** Without effect if it is gone. */
    void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public Cursor open() throws IOException {
        JsonParser json = JSON.createParser(Files.newInputStream(file));
        json.nextToken();
        return new FileCursor(json);
    }

    private static final class FileCursor implements Cursor {
        private final JsonParser json;
        private String next;

        private FileCursor(JsonParser json) throws IOException {
            this.json = json;
            advance();
        }

        private void advance() throws IOException {
            next = json.nextToken() == JsonToken.VALUE_STRING ? json.getText() : null;
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public String next() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            String current = next;
            try {
                advance();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return current;
        }

        @Override
        public void close() {
            try {
                json.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
