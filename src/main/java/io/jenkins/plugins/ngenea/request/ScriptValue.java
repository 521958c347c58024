package io.jenkins.plugins.ngenea.request;

import io.jenkins.plugins.ngenea.paths.RequestRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.sf.json.util.JSONUtils;

/** What scripts give, whoever made it: {@code readJSON}, {@code readYaml}, {@code JsonSlurperClassic} or the script itself. */
public final class ScriptValue {
    private static final int DEEPEST = 20;

    private ScriptValue() {}

    /** Whether it is null, in Java or in JSON. */
    public static boolean isNull(Object value) {
        return value == null || JSONUtils.isNull(value);
    }

    /**
     * The arguments without those that are null, which are as if they had been left out.
     *
     * @param but the name of one whose null means something; it stays
     */
    public static Map<String, Object> withoutNulls(Map<String, Object> arguments, String but) {
        Map<String, Object> given = new LinkedHashMap<>();
        arguments.forEach((name, value) -> {
            if (!isNull(value)) {
                given.put(name, value);
            } else if (name.equals(but)) {
                given.put(name, null);
            }
        });
        return given;
    }

    /** Without blanks around it; null if there is nothing else. */
    public static String trimmed(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** Whether it holds other values. */
    static boolean isNested(Object value) {
        return value instanceof Iterable || value instanceof Object[] || value instanceof Map;
    }

    /**
     * A value as JSON knows it: texts, numbers, booleans, lists, and maps in the order of their names.
     *
     * @param place of the value, for people: {@code fields.x}
     * @throws IllegalArgumentException if there is something else in it; the message is a sentence and says where
     */
    static Object plain(Object value, String place) {
        return plain(value, place, 0);
    }

    private static Object plain(Object value, String place, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("'" + place + "' is nested too deep.");
        }
        if (value instanceof CharSequence || value instanceof Character) {
            return value.toString();
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (isNull(value)) {
            throw new IllegalArgumentException("'" + place + "' must not be null. Omit it if it has no value.");
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new TreeMap<>();
            map.forEach((name, each) -> plain.put(String.valueOf(name), plain(each, place + "." + name, depth + 1)));
            return plain;
        }
        if (value instanceof Object[] array) {
            return plain(Arrays.asList(array), place, depth);
        }
        if (value instanceof Iterable<?> items) {
            List<Object> plain = new ArrayList<>();
            items.forEach(each -> plain.add(plain(each, place + "[" + plain.size() + "]", depth + 1)));
            return plain;
        }
        throw new IllegalArgumentException("'" + place + "' must be a string, a number, true/false, or a list or map of"
                + " these, not a " + value.getClass().getSimpleName() + ".");
    }

    /**
     * Looks for what no text of a request may have.
     *
     * @return a sentence about the first, with its place; null if there is nothing
     */
    static String flaw(Object value, String place) {
        if (value instanceof String text) {
            String flaw = RequestRules.flaw(text);
            return flaw == null ? null : "'" + place + "' has " + flaw + ".";
        }
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                String inName = flaw(entry.getKey(), "a name in " + place);
                String found = inName == null ? flaw(entry.getValue(), place + "." + entry.getKey()) : inName;
                if (found != null) {
                    return found;
                }
            }
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                String found = flaw(list.get(i), place + "[" + i + "]");
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
