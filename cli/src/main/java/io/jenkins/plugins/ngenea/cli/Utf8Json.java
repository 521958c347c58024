package io.jenkins.plugins.ngenea.cli;

import java.nio.charset.StandardCharsets;

/** JSON as UTF-8, whatever the locale is, with nothing lost: half a surrogate pair, which UTF-8 has not, stays an escape. */
final class Utf8Json {
    private Utf8Json() {}

    static byte[] of(String json) {
        StringBuilder exact = new StringBuilder(json.length());
        json.codePoints().forEach(c -> {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                exact.append("\\u").append(Integer.toHexString(c));
            } else {
                exact.appendCodePoint(c);
            }
        });
        return exact.toString().getBytes(StandardCharsets.UTF_8);
    }
}
