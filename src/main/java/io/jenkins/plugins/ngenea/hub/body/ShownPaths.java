package io.jenkins.plugins.ngenea.hub.body;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.ngenea.hub.model.PathsDigest;
import java.io.IOException;

/**
 * The paths that a job shows (assumed: texts, or objects with a {@code path}), taken in token by token and kept as a digest
 * only: somebody else's job may show a million of them.
 */
final class ShownPaths {
    private static final String PATH = "path";

    private final PathsDigest digest = new PathsDigest();

    /** Depth within the list: 1 for its items, 2 for members of an item. */
    private int depth = 1;

    /** What the item that is being read says; null if it says nothing (yet). */
    private String path;

    private boolean isPath;

    /**
     * The next token after the list's start.
     *
     * @return false if that was the list's end
     */
    boolean take(JsonToken token, JsonParser parser) throws IOException {
        if (token.isStructStart()) {
            isPath = false;
            depth++;
        } else if (token.isStructEnd()) {
            depth--;
            if (depth == 1) {
                digest.add(path == null ? "" : path);
                path = null;
            }
        } else if (token == JsonToken.FIELD_NAME) {
            isPath = depth == 2 && PATH.equals(parser.currentName());
        } else if (depth == 1) {
            digest.add(parser.getText());
        } else if (isPath && depth == 2) {
            path = token == JsonToken.VALUE_NULL ? null : parser.getText();
            isPath = false;
        }
        return depth > 0;
    }

    String digest() {
        return digest.value();
    }
}
