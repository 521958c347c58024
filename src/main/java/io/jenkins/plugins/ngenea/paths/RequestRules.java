package io.jenkins.plugins.ngenea.paths;

import java.util.regex.Pattern;

/** What a path, a name or a value of a request may be. */
public final class RequestRules {
    private static final Pattern QUEUE = Pattern.compile("[A-Za-z0-9_-]+");

    private RequestRules() {}

    /** What it has that no text of a request may have, as it follows "has" in a sentence; null if there is nothing. */
    public static String flaw(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return "a NUL character";
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return "half of a surrogate pair, which is no character";
            }
        }
        return null;
    }

    /** Paths inside of a Hub begin with a slash. */
    public static boolean isAbsolute(String path) {
        return path.startsWith("/");
    }

    public static boolean hasBlanksAtAnEnd(String path) {
        return !path.isEmpty() && (isBlank(path.codePointAt(0)) || isBlank(path.codePointBefore(path.length())));
    }

    private static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** Whether a queue can be called that (documented): letters, digits, {@code _} and {@code -}. */
    public static boolean isQueue(String name) {
        return QUEUE.matcher(name).matches();
    }
}
