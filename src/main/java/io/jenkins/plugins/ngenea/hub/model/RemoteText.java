package io.jenkins.plugins.ngenea.hub.model;

/**
 * Makes text that came from the network fit for a log, a message or a page: no control characters, bounded length.
 * Escaping for HTML is left to the page that shows it.
 */
public final class RemoteText {
    /** Longest single line taken over from the Hub, in characters. */
    public static final int LINE = 500;

    /** Longest identifier or name (of a job, site, workflow) taken over from the Hub, in characters. */
    public static final int NAME = 100;

    private RemoteText() {}

    /** {@code text} on one line of at most {@value #LINE} characters; empty for null. */
    public static String line(String text) {
        return clean(text, LINE);
    }

    /** {@code text} as a name of at most {@value #NAME} characters; empty for null. */
    public static String name(String text) {
        return clean(text, NAME);
    }

    /**
     * {@code text} with every run of white space and control, format or unassigned characters (terminal escapes,
     * bidirectional overrides, line ends) turned into one space, cut to {@code max} characters.
     */
    public static String clean(String text, int max) {
        if (text == null) {
            return "";
        }
        StringBuilder out = new StringBuilder(Math.min(text.length(), max));
        boolean gap = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (isGap(c)) {
                gap = out.length() > 0;
                continue;
            }
            int room = max - out.length() - (gap ? 1 : 0) - Character.charCount(c);
            if (room < 0) {
                return ellipsis(out, max);
            }
            if (gap) {
                out.append(' ');
                gap = false;
            }
            out.appendCodePoint(c);
        }
        return out.toString();
    }

    private static boolean isGap(int c) {
        if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> true;
            default -> false;
        };
    }

    private static String ellipsis(StringBuilder out, int max) {
        if (max < 1) {
            return "";
        }
        int end = Math.min(out.length(), max - 1);
        if (end > 0 && Character.isHighSurrogate(out.charAt(end - 1))) {
            end--;
        }
        return out.substring(0, end) + "…";
    }
}
