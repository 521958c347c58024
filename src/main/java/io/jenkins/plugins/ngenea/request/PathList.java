package io.jenkins.plugins.ngenea.request;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Paths however a script or form gives them. */
public final class PathList {
    private PathList() {}

    /**
     * @param paths a list of texts, or one text with a path on each line; null for none
     * @return without blank ones; each as it was given but for line ends and blanks around it
     * @throws IllegalArgumentException if it is something else
     */
    public static List<String> of(Object paths) {
        if (paths == null) {
            return new ArrayList<>();
        }
        if (paths instanceof CharSequence text) {
            return lines(text);
        }
        if (paths instanceof Object[] array) {
            return of(Arrays.asList(array));
        }
        if (paths instanceof Iterable<?> items) {
            List<String> list = new ArrayList<>();
            for (Object item : items) {
                if (!(item instanceof CharSequence)) {
                    throw new IllegalArgumentException("'paths' must be a list of strings, but one item is "
                            + (item == null ? "null" : "a " + item.getClass().getSimpleName()) + ".");
                }
                if (!item.toString().isBlank()) {
                    list.add(item.toString());
                }
            }
            return list;
        }
        throw new IllegalArgumentException(
                "'paths' must be a list of strings, not a " + paths.getClass().getSimpleName() + ".");
    }

    private static List<String> lines(CharSequence text) {
        List<String> lines = new ArrayList<>();
        text.toString()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .forEach(lines::add);
        return lines;
    }
}
