package io.jenkins.plugins.ngenea.hub.body;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An answer as it comes; one that is too large fails when that is seen. */
public final class BoundedBody extends FilterInputStream {
    /** Largest answer read, in bytes; whatever comes after it is not read. */
    public static final int LARGEST_ANSWER = 8 * 1024 * 1024;

    /** How deep the JSON of an answer may be nested. */
    public static final int DEEPEST_JSON = 100;

    /** The answer was larger than allowed. */
    public static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final long limit;
    private long count;

    /**
     * @param limit in bytes
     */
    public BoundedBody(InputStream answer, long limit) {
        super(answer);
        this.limit = limit;
    }

    /** How many bytes were read so far. */
    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int got = super.read(into, from, length);
        count += Math.max(got, 0);
        if (count > limit) {
            throw new TooLargeException();
        }
        return got;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
