package io.jenkins.plugins.ngenea.request;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Paths however a script or form gives them. */
public final class PathList {
    private static final String MARK = "\uFEFF";
    private static final Pattern LINE_END = Pattern.compile("\r?\n");

    private PathList() {}

    /**
     * @param paths a list of texts, maybe with lists in it, or one text with a path on each line; null for none
     * @return those of a list exactly as given, those of a text without their line ends and a byte order mark before
     *     them; none that is blank
     * @throws IllegalArgumentException if there is something else in it, or a text leaves open which paths are meant; the message
     *     is a sentence and says where
     */
    public static List<String> of(Object paths) {
        List<String> found = new ArrayList<>();
        if (paths instanceof CharSequence text) {
            found.addAll(lines(text.toString(), ""));
        } else if (!ScriptValue.isNull(paths)) {
            addAll(paths, "paths", found);
        }
        return found;
    }

    /** Whether a text begins with a byte order mark, as a file of Windows does that a script has read. */
    static boolean hasMark(String text) {
        return text.startsWith(MARK);
    }

    /**
     * The paths of a text, by the rule of {@link io.jenkins.plugins.ngenea.paths.PathListReader}.
     *
     * @param place what the text is, as it follows "line 3" in a sentence
     * @throws IllegalArgumentException if there is a carriage return in a line
     */
    static List<String> lines(String text, String place) {
        List<String> found = new ArrayList<>();
        String[] lines = LINE_END.split(hasMark(text) ? text.substring(MARK.length()) : text, -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            if (i == lines.length - 1 && line.endsWith("\r")) {
                line = line.substring(0, line.length() - 1);
            }
            if (line.indexOf('\r') >= 0) {
                throw new IllegalArgumentException("'paths' cannot be used: line " + (i + 1) + place
                        + " has a carriage return in it, but there must be one path on each line; only a list of strings"
                        + " can have others.");
            }
            if (!line.isBlank()) {
                found.add(line);
            }
        }
        if (found.size() > 1 && found.contains("/")) {
            throw new IllegalArgumentException(
                    "'paths' cannot be used: one line" + place + " is only '/', as if a variable with"
                            + " a line break had cut a path in two. Give a list of strings, such as paths: [\"/data/${name}\"].");
        }
        return found;
    }

    private static void addAll(Object paths, String place, List<String> found) {
        if (paths instanceof CharSequence path) {
            if (!path.toString().isBlank()) {
                found.add(path.toString());
            }
        } else if (paths instanceof Object[] array) {
            addAll(Arrays.asList(array), place, found);
        } else if (paths instanceof Iterable<?> items) {
            int i = 0;
            for (Object item : items) {
                addAll(item, place + "[" + i++ + "]", found);
            }
        } else {
            throw new IllegalArgumentException("'" + place + "' must be "
                    + (place.endsWith("]") ? "a string" : "a list of strings") + ", not "
                    + (ScriptValue.isNull(paths)
                            ? "null"
                            : "a " + paths.getClass().getSimpleName())
                    + ".");
        }
    }
}
