package io.jenkins.plugins.ngenea.request;

import hudson.AbortException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The lines of a file that somebody else wrote, without blank ones and without blanks around them. One line must not fill the
 * memory: throws {@link UncheckedIOException} around an {@link AbortException} if it is too long.
 */
final class PathLines implements Iterator<String>, AutoCloseable {
    /** Longest line in characters; the longest path of Linux has 4096 bytes. */
    private static final int LONGEST_LINE = 32 * 1024;

    private final BufferedReader reader;
    private final String name;
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
            if (c == '\n' || c == '\r') {
                return line.toString().strip();
            }
            if (line.length() == LONGEST_LINE) {
                throw new AbortException("'pathsFile' has a line longer than " + LONGEST_LINE + " characters: " + name
                        + ". Put one path on each line. Nothing was submitted.");
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
