package io.jenkins.plugins.ngenea.request;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Paths however a script or form gives them. */
public final class PathList {
    private PathList() {}

    /**
     * @param paths a list of texts, maybe with lists in it, or one text with a path on each line; null for none
     * @return those of a list exactly as given, those of a text without their line ends; none that is blank
     * @throws IllegalArgumentException if there is something else in it; the message is a sentence and says where
     */
    public static List<String> of(Object paths) {
        List<String> found = new ArrayList<>();
        if (paths instanceof CharSequence text) {
            addLines(text.toString(), found);
        } else if (!ScriptValue.isNull(paths)) {
            addAll(paths, "paths", found);
        }
        return found;
    }

    /**
     * The paths with the variables of a build replaced in each. A variable can hold several, one on each line.
     *
     * @param expansion replaces the variables of a text
     */
    public static List<String> expanded(List<String> paths, UnaryOperator<String> expansion) {
        List<String> found = new ArrayList<>();
        for (String path : paths) {
            String expanded = expansion.apply(path);
            if (hasLineEnd(expanded) && !hasLineEnd(path)) {
                addLines(expanded, found);
            } else if (!expanded.isBlank()) {
                found.add(expanded);
            }
        }
        return found;
    }

    private static boolean hasLineEnd(String text) {
        return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
    }

    private static void addLines(String text, List<String> found) {
        text.lines().filter(line -> !line.isBlank()).forEach(found::add);
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
