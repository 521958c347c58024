package io.jenkins.plugins.ngenea.paths;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a list of paths in UTF-8 from which {@link PathListReader} reads the same paths again. */
public final class PathListWriter implements Closeable, Flushable {
    private final OutputStream out;
    private final Separator separator;
    private long written;

    /** @param out closed with the writer */
    public PathListWriter(OutputStream out, Separator separator) {
        this.out = new BufferedOutputStream(out, 32 * 1024);
        this.separator = separator;
    }

    /**
     * Writes a path, if such a list can carry it: a line carries no path with a line end in it.
     *
     * @return false if it was left out
     */
    public boolean add(String path) throws IOException {
        if (!canCarry(path)) {
            return false;
        }
        out.write(path.getBytes(StandardCharsets.UTF_8));
        out.write(separator == Separator.NUL ? 0 : '\n');
        written++;
        return true;
    }

    private boolean canCarry(String path) {
        if (path.isEmpty() || path.length() > PathListReader.LONGEST || RequestRules.flaw(path) != null) {
            return false;
        }
        // a byte order mark at the beginning would be taken for one
        if (written == 0 && path.charAt(0) == '\uFEFF') {
            return false;
        }
        return separator == Separator.NUL || (path.indexOf('\n') < 0 && path.indexOf('\r') < 0 && !path.isBlank());
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
