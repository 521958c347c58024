package io.jenkins.plugins.ngenea.run;

import hudson.AbortException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The lines of a file that somebody else wrote, without blank ones and without blanks around them, read up to limits: one line
 * must not fill the memory, nor the file the disk. Throws {@link UncheckedIOException} around an {@link AbortException} beyond
 * them.
 */
final class PathLines implements Iterator<String>, AutoCloseable {
    /** Longest line in characters; the longest path of Linux has 4096 bytes. */
    private static final int LONGEST_LINE = 32 * 1024;

    /** Most characters in all: some ten million paths. */
    private static final long MOST = 1L << 30;

    private final BufferedReader reader;
    private final String name;
    private long read;
    private String next;

    PathLines(Reader reader, String name) throws IOException {
        this.reader = new BufferedReader(reader, 64 * 1024);
        this.name = name;
        advance();
    }

    private void advance() throws IOException {
        do {
            next = line();
        } while (next != null && next.isEmpty());
    }

    /** Null at the end. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int c = reader.read();
            if (c < 0) {
                return line.length() == 0 ? null : line.toString().strip();
            }
            if (++read > MOST) {
                throw new AbortException("'pathsFile' is larger than " + (MOST >> 20) + " MB: " + name
                        + ". Split it. Nothing was submitted.");
            }
            if (c == '\n' || c == '\r') {
                return line.toString().strip();
            }
            if (line.length() == LONGEST_LINE) {
                throw new AbortException("'pathsFile' has a line of more than " + LONGEST_LINE + " characters: " + name
                        + ". It must have one path on each line. Nothing was submitted.");
            }
            line.append((char) c);
        }
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
    public void close() throws IOException {
        reader.close();
    }
}
