package io.jenkins.plugins.ngenea.hub.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of a list of paths, by which two lists are compared without being held: in this order, each with its length, as
 * characters and not in an encoding that makes two of them one.
 */
public final class PathsDigest {
    private static final int BUFFER = 8 * 1024;

    private final MessageDigest digest = sha256();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

    /** A new one, of whatever is to be digested. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Goes once over the paths.
     *
     * @return in hexadecimal
     * @throws IOException if they cannot be read
     */
    public static String of(PathSource paths) throws IOException {
        PathsDigest digest = new PathsDigest();
        try (PathSource.Cursor cursor = paths.open()) {
            while (cursor.hasNext()) {
                digest.add(cursor.next());
            }
            return digest.value();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    public void add(String path) {
        if (buffer.remaining() < Integer.BYTES) {
            flush();
        }
        buffer.putInt(path.length());
        for (int i = 0; i < path.length(); i++) {
            if (buffer.remaining() < Character.BYTES) {
                flush();
            }
            buffer.putChar(path.charAt(i));
        }
    }

    private void flush() {
        buffer.flip();
        digest.update(buffer);
        buffer.clear();
    }

    /** Of all that was added; nothing can be added after it. */
    public String value() {
        flush();
        return HexFormat.of().formatHex(digest.digest());
    }
}
