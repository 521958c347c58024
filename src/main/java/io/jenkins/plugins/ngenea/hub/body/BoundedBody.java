package io.jenkins.plugins.ngenea.hub.body;

import java.io.ByteArrayOutputStream;

/** An answer as it is, up to a size. */
public final class BoundedBody extends CollectedBody {
    /** Largest answer read, in bytes; whatever comes after it is not read. */
    public static final int LARGEST_ANSWER = 8 * 1024 * 1024;

    /** How deep the JSON of an answer may be nested. */
    public static final int DEEPEST_JSON = 100;

    private final int limit;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();

    public BoundedBody(int limit) {
        this.limit = limit;
    }

    @Override
    boolean take(byte[] bytes) {
        if (collected.size() + bytes.length > limit) {
            return false;
        }
        collected.writeBytes(bytes);
        return true;
    }

    @Override
    byte[] kept() {
        return collected.toByteArray();
    }
}
