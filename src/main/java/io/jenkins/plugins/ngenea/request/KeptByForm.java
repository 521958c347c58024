package io.jenkins.plugins.ngenea.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;
import java.util.Optional;
import net.sf.json.JSONObject;

/**
 * What a script gave and no form can show: a path with a line break in it is two lines of a text, and a field of one line drops
 * line breaks. The form carries it along unseen. Whoever saves it without changing what is seen keeps it.
 */
public final class KeptByForm {
    /** Of the paths, in the form. */
    private static final String PATHS = "keptPaths";

    /** Of the value of a field, in its part of the form. */
    private static final String VALUE = "keptValue";

    /** json-lib takes a text for JSON that looks like it. */
    private static final String MARK = "list:";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private KeptByForm() {}

    /**
     * @param text what a form shows of the paths
     * @return null if the form shows them as they are
     */
    @CheckForNull
    public static String paths(List<String> paths, String text) {
        try {
            if (PathList.of(text).equals(paths)) {
                return null;
            }
        } catch (IllegalArgumentException e) {
            // not as they are
        }
        return written(paths);
    }

    /** Those that the form carries, if nobody changed what it showed of them. */
    @NonNull
    public static Optional<List<String>> paths(JSONObject form) {
        return read(form.optString(PATHS))
                .filter(paths -> lines(String.join("\n", paths)).equals(lines(form.optString("paths"))));
    }

    /** Whether the paths that a form carries are those that it shows. */
    static boolean isShown(@CheckForNull String kept, String text) {
        return read(kept)
                .filter(paths -> lines(String.join("\n", paths)).equals(lines(text)))
                .isPresent();
    }

    /** Null if a field of one line shows the value as it is. */
    @CheckForNull
    static String value(String value) {
        return inOneLine(value).equals(value) ? null : written(List.of(value));
    }

    /** The value that the form carries, if nobody changed what it showed of it. */
    static Optional<String> value(JSONObject form) {
        return read(form.optString(VALUE))
                .filter(values -> values.size() == 1)
                .map(values -> values.get(0))
                .filter(value -> inOneLine(value).equals(inOneLine(form.optString("value"))));
    }

    /** As browsers do it. */
    private static String inOneLine(String text) {
        return text.replace("\n", "").replace("\r", "");
    }

    /** Browsers turn every line end into the same, and drop one at the beginning. */
    private static List<String> lines(String text) {
        return text.strip().lines().toList();
    }

    private static String written(List<String> texts) {
        try {
            return MARK + MAPPER.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Optional<List<String>> read(@CheckForNull String kept) {
        if (kept == null || !kept.startsWith(MARK)) {
            return Optional.empty();
        }
        try {
            return Optional.of(MAPPER.readValue(kept.substring(MARK.length()), new TypeReference<>() {}));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
