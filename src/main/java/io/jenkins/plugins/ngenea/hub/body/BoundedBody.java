package io.jenkins.plugins.ngenea.hub.body;

import java.io.ByteArrayOutputStream;

/** An answer as it is, up to a size. */
public final class BoundedBody extends CollectedBody {
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
