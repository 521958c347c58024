package io.jenkins.plugins.ngenea.hub.body;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.http.HttpHeaders;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** An answer that a gateway packed without being asked to, unpacked. What comes packed is bounded, too. */
public final class GzipBody extends GZIPInputStream {
    private static final int PIECE = 16 * 1024;

    /** The answer cannot be unpacked. */
    public static final class DamagedException extends IOException {
        private static final long serialVersionUID = 1L;

        DamagedException(IOException cause) {
            super(cause);
        }
    }

    private GzipBody(InputStream packed) throws IOException {
        super(packed, PIECE);
    }

    /**
     * @param limit in bytes, of what comes
     */
    public static InputStream of(InputStream packed, int limit) throws IOException {
        PushbackInputStream answer = new PushbackInputStream(new BoundedBody(packed, limit));
        int first = answer.read();
        if (first < 0) {
            return answer;
        }
        answer.unread(first);
        try {
            return new GzipBody(answer);
        } catch (ZipException | EOFException e) {
            throw new DamagedException(e);
        }
    }

    public static boolean isPacked(HttpHeaders headers) {
        String encoding =
                headers.firstValue("Content-Encoding").orElse("").strip().toLowerCase(Locale.ROOT);
        return encoding.equals("gzip") || encoding.equals("x-gzip");
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        try {
            return super.read(into, from, length);
        } catch (ZipException | EOFException e) {
            throw new DamagedException(e);
        }
    }
}
