package io.jenkins.plugins.ngenea.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import hudson.AbortException;
import io.jenkins.plugins.ngenea.hub.model.PathCursor;
import io.jenkins.plugins.ngenea.hub.model.PathSource;
import io.jenkins.plugins.ngenea.journal.RetryingFiles;
import io.jenkins.plugins.ngenea.paths.PathCheck;
import io.jenkins.plugins.ngenea.paths.PathListException;
import io.jenkins.plugins.ngenea.paths.PathListReader;
import io.jenkins.plugins.ngenea.paths.Separator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.commons.io.output.ProxyOutputStream;

/**
 * The paths of one run in a file in the directory of the build, from when the request is known until its job is. So the
 * paths are neither in memory nor in the saved program, and a restart finds them again. A JSON array, because a path may
 * contain a line break.
 */
final class PathSpool implements PathSource {
    private static final JsonFactory JSON = new JsonFactory();

    /** As JSON, which is what the Hub gets: some two million paths. */
    private static final long MOST_BYTES = 256L << 20;

    /** Directly in the build's directory: a folder of their own would have to be made and removed by many branches. */
    private final Supplier<Path> directory;

    private final String name;
    private final long mostBytes;

    /**
     * @param buildDirectory asked anew each time: it moves when the build's job is renamed
     */
    PathSpool(Supplier<Path> buildDirectory, String key) {
        this(buildDirectory, key, MOST_BYTES);
    }

    PathSpool(Supplier<Path> buildDirectory, String key, long mostBytes) {
        this.directory = buildDirectory;
        this.name = "ngenea-hub-" + key + ".paths.json";
        this.mostBytes = mostBytes;
    }

    private Path file() {
        return directory.get().resolve(name);
    }

    /**
     * @return what is to be said of them
     * @throws AbortException if they are too many, or no request can carry one of them
     */
    PathCheck write(List<String> paths) throws IOException {
        Iterator<String> all = paths.iterator();
        return write(() -> all.hasNext() ? all.next() : null, "'paths'");
    }

    /** Whether the paths are there; then they are complete. */
    boolean exists() {
        return Files.exists(RetryingFiles.existing(file()));
    }

    /**
     * Copies the paths of a file of the workspace, once: what it holds later is of no interest. All of it is looked at.
     *
     * @return what is to be said of them
     * @throws AbortException if it is not there, holds no path, is too large, or leaves open which paths are meant
     */
    PathCheck copy(WorkspaceFile source) throws IOException, InterruptedException {
        String what = "'pathsFile' (" + source + ")";
        Path raw = Files.createTempFile(directory.get(), "ngenea-hub-", ".tmp");
        try {
            // what separates the paths shows only at its end, and the agent is asked once
            try (InputStream in = source.open();
                    OutputStream out = new Limited(Files.newOutputStream(raw), what, 2 * mostBytes)) {
                in.transferTo(out);
            }
            return read(raw, source, what);
        } finally {
            Files.deleteIfExists(raw);
        }
    }

    private PathCheck read(Path raw, WorkspaceFile source, String what) throws IOException {
        Separator separator;
        try (InputStream in = Files.newInputStream(raw)) {
            separator = Separator.of(in);
        }
        try (PathListReader list = new PathListReader(Files.newInputStream(raw), source.toString(), separator)) {
            PathCheck check = write(list::next, what);
            if (check.count() == 0) {
                remove();
                throw new AbortException("'pathsFile' contains no paths: " + source + ". Nothing was submitted.");
            }
            return check;
        }
    }

    private PathCheck write(PathCursor.Reader paths, String what) throws IOException {
        Path aside = Files.createTempFile(directory.get(), "ngenea-hub-", ".tmp");
        try {
            PathCheck check = new PathCheck();
            try (OutputStream out = new Limited(Files.newOutputStream(aside), what, mostBytes);
                    JsonGenerator json = JSON.createGenerator(out)) {
                json.writeStartArray();
                for (String path = paths.next(); path != null; path = paths.next()) {
                    check.add(path);
                    json.writeString(path);
                }
                json.writeEndArray();
            }
            force(aside);
            RetryingFiles.replace(aside, file());
            return check;
        } catch (PathListException e) {
            throw new AbortException(what + " cannot be used: " + e.getMessage() + ". Nothing was submitted.");
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    /** Else a power cut could leave an empty file in the place of the paths. */
    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** A disk is shared, and a gateway before a Hub would not let so much through anyway. */
    private final class Limited extends ProxyOutputStream {
        private final String what;
        private final long most;
        private long written;

        private Limited(OutputStream out, String what, long most) {
            super(out);
            this.what = what;
            this.most = most;
        }

        @Override
        protected void beforeWrite(int length) throws IOException {
            written += length;
            if (written > most) {
                throw new AbortException(what + " is larger than " + (mostBytes >> 20)
                        + " MB when sent to the Hub. Split it into several runs. Nothing was submitted.");
            }
        }
    }

    /** Without effect if it is gone. */
    void remove() throws IOException {
        RetryingFiles.delete(file());
    }

    /**
     * @throws IOException also if the file is empty or was cut: no request may go out with fewer paths than were written
     */
    @Override
    public Cursor open() throws IOException {
        Path file = RetryingFiles.existing(file());
        JsonParser json = JSON.createParser(Files.newInputStream(file));
        return new PathCursor(() -> nextPath(json, file), json);
    }

    private static String nextPath(JsonParser json, Path file) throws IOException {
        boolean isFirst = json.currentToken() == null;
        try {
            if (isFirst && json.nextToken() != JsonToken.START_ARRAY) {
                throw damaged(file, null);
            }
            JsonToken token = json.nextToken();
            if (token == JsonToken.VALUE_STRING) {
                return json.getText();
            }
            if (isFirst || token != JsonToken.END_ARRAY) {
                throw damaged(file, null);
            }
            return null;
        } catch (JsonProcessingException e) {
            throw damaged(file, e);
        }
    }

    private static IOException damaged(Path file, JsonProcessingException why) {
        return new IOException(file + ", where the paths of this run are kept, is empty or damaged", why);
    }
}
