package io.jenkins.plugins.ngenea.paths;

import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * The paths of a list, one after the other and exactly as they stand there. It is UTF-8, or what its byte order mark says;
 * whatever leaves open which path is meant is refused with its place. One path at a time is in memory.
 */
public final class PathListReader implements Closeable {
    /** Longest path in characters; the longest of Linux has 4096 bytes. */
    static final int LONGEST = 32 * 1024;

    private static final String ONE_A_LINE =
            "there must be one path on each line; only a list with NULs between its paths can have others";

    private final InputStream in;
    private final DecodedText text;
    private final String name;
    private final Separator separator;
    private final StringBuilder path = new StringBuilder();

    /** Of the line that was read last, or of the part between two NULs; from 1. */
    private long line;

    /** Of the path that was read last; from 1. */
    private long number;

    private boolean anyNul;
    private boolean anyLineEnd;
    private boolean isAtEnd;
    private boolean onlyOneCharacterBefore;
    private boolean onlyRootBefore;

    /**
     * @param in closed with the reader
     * @param name of the list, for people
     */
    public PathListReader(InputStream in, String name, Separator separator) {
        this.in = in;
        this.text = new DecodedText(in);
        this.name = RemoteText.line(name);
        this.separator = separator;
    }

    /**
     * The next path; lines with nothing but blanks on them are none.
     *
     * @return null at the end
     * @throws PathListException if the list is not to be used
     */
    public String next() throws IOException {
        while (!isAtEnd) {
            path.setLength(0);
            line++;
            try {
                if (separator == Separator.NUL) {
                    readToNul();
                } else {
                    readLine();
                }
            } catch (DecodedText.MalformedException e) {
                throw new PathListException(place() + " is " + e.getMessage()
                        + ": convert the list, for example with 'iconv -f WINDOWS-1252 -t UTF-8'");
            }
            String found = path.toString();
            if (separator == Separator.NUL ? !found.isEmpty() : !found.isBlank()) {
                number++;
                return found;
            }
        }
        return null;
    }

    /** Number of the path that was read last, from 1. */
    public long number() {
        return number;
    }

    private void readLine() throws IOException {
        while (true) {
            int c = text.read();
            if (c == '\r') {
                c = text.read();
                if (c >= 0 && c != '\n') {
                    throw new PathListException(place() + " has a carriage return in it: " + ONE_A_LINE);
                }
            }
            if (c < 0 || c == '\n') {
                isAtEnd = c < 0;
                return;
            }
            if (c == 0) {
                String mark = text.isMarked() ? "" : "; UTF-16 needs a byte order mark";
                throw new PathListException(
                        "path " + (number + 1) + " (" + place() + ") has a NUL character, which no path has" + mark,
                        true);
            }
            append(c);
        }
    }

    private void readToNul() throws IOException {
        while (true) {
            int c = text.read();
            if (c == 0) {
                anyNul = true;
                refuseUtf16();
                return;
            }
            if (c < 0) {
                isAtEnd = true;
                if (anyNul && path.length() > 0) {
                    throw new PathListException(
                            name + " does not end with a NUL: it may have been cut off in the middle of a path");
                }
                if (!anyNul && anyLineEnd) {
                    throw new PathListException(
                            "there is no NUL in " + name + ", but line ends: it is a list of lines");
                }
                return;
            }
            anyLineEnd |= c == '\n';
            append(c);
        }
    }

    /**
     * Of UTF-16 and UTF-32 without a mark many bytes are NULs: what is between them would be taken for paths, "/" the first of
     * them.
     */
    private void refuseUtf16() throws PathListException {
        boolean first = line == 1 && path.length() == 0;
        boolean second = line == 2 && (path.length() == 1 && onlyOneCharacterBefore || onlyRootBefore && !isAbsolute());
        if (!text.isMarked() && (first || second)) {
            throw new PathListException(
                    name + " looks like UTF-16 without a byte order mark: save it as UTF-8, or with the mark");
        }
        onlyOneCharacterBefore = line == 1 && path.length() == 1;
        onlyRootBefore = onlyOneCharacterBefore && path.charAt(0) == '/';
    }

    private boolean isAbsolute() {
        return path.length() > 0 && path.charAt(0) == '/';
    }

    private void append(int c) throws PathListException {
        if (path.length() == LONGEST) {
            throw new PathListException(place() + " has more than " + LONGEST + " characters, which no path has");
        }
        path.append((char) c);
    }

    private String place() {
        return separator == Separator.NUL ? "path " + (number + 1) + " of " + name : "line " + line + " of " + name;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
