package io.jenkins.plugins.ngenea.paths;

import java.io.ByteArrayInputStream;
import java.io.IOException;

/** A small text, in UTF-8 or in what its byte order mark says. */
public final class TextFile {
    private TextFile() {}

    /** @throws IOException if the bytes are no text; the message does not hold them */
    public static String decoded(byte[] bytes) throws IOException {
        DecodedText text = new DecodedText(new ByteArrayInputStream(bytes));
        StringBuilder decoded = new StringBuilder(bytes.length);
        for (int c = text.read(); c >= 0; c = text.read()) {
            decoded.append((char) c);
        }
        return decoded.toString();
    }
}
