package io.jenkins.plugins.ngenea.hub.body;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * An answer that a gateway packed without being asked to. It is bounded twice: as it comes, and unpacked by the body it is
 * for, which is given no more of it than it wants.
 */
public final class GzipBody extends CollectedBody {
    private static final int PIECE = 16 * 1024;

    private final BoundedBody packed;
    private final CollectedBody unpacked;

    /**
     * @param limit in bytes, of what comes
     */
    public GzipBody(int limit, CollectedBody unpacked) {
        this.packed = new BoundedBody(limit);
        this.unpacked = unpacked;
    }

    public static boolean isPacked(HttpHeaders headers) {
        String encoding =
                headers.firstValue("Content-Encoding").orElse("").strip().toLowerCase(Locale.ROOT);
        return encoding.equals("gzip") || encoding.equals("x-gzip");
    }

    @Override
    boolean take(byte[] bytes) {
        return packed.take(bytes);
    }

    @Override
    byte[] kept() throws IOException {
        byte[] whole = packed.kept();
        if (whole.length > 0) {
            unpack(whole);
        }
        return unpacked.kept();
    }

    private void unpack(byte[] whole) throws IOException {
        byte[] piece = new byte[PIECE];
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(whole), PIECE)) {
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                if (!unpacked.take(Arrays.copyOf(piece, length))) {
                    throw new TooLargeException();
                }
            }
        } catch (TooLargeException e) {
            throw e;
        } catch (IOException e) {
            throw new DamagedException(e);
        }
    }
}
