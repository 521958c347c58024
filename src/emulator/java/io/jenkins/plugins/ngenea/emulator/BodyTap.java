package io.jenkins.plugins.ngenea.emulator;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A request's body that keeps its first megabyte and the length of all while it is read. */
final class BodyTap extends FilterInputStream {
    static final int KEPT = 1 << 20;

    private final ByteArrayOutputStream start = new ByteArrayOutputStream();
    private long length;

    BodyTap(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] buffer, int offset, int count) throws IOException {
        int read = super.read(buffer, offset, count);
        if (read > 0) {
            length += read;
            start.write(buffer, offset, Math.min(read, Math.max(0, KEPT - start.size())));
        }
        return read;
    }

    /** Closing reads the rest in place of cutting the connection. */
    @Override
    public void close() throws IOException {
        drain();
    }

    void drain() throws IOException {
        byte[] buffer = new byte[1 << 16];
        while (read(buffer, 0, buffer.length) >= 0) {
            // read on
        }
    }

    synchronized String text() {
        return start.toString(StandardCharsets.UTF_8);
    }

    synchronized long length() {
        return length;
    }
}
