package io.jenkins.plugins.ngenea.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The parameters of a step in a saved program. */
class SavedParametersTest {
    private static WorkflowParameters full() throws Exception {
        return new WorkflowParameters(
                "migrate",
                "dfoster1",
                "recursive",
                Map.of("depth", 3),
                "default",
                List.of("/data"),
                null,
                true,
                new RunSettings("production", "a-key", true, true, true, 90)
                        .listingFailedPaths("failed.txt", true, true)
                        .cancellingOnFailure(true));
    }

    private static byte[] saved(Object parameters) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(parameters);
        }
        return bytes.toByteArray();
    }

    private static WorkflowParameters read(byte[] saved) throws Exception {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(saved))) {
            return (WorkflowParameters) in.readObject();
        }
    }

    /** All fields, those of the settings as well. */
    private static Map<String, Object> fields(Object of) throws Exception {
        Map<String, Object> fields = new TreeMap<>();
        for (Field field : of.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                Object value = field.get(of);
                if (value instanceof RunSettings) {
                    fields.putAll(fields(value));
                } else {
                    fields.put(field.getName(), String.valueOf(value));
                }
            }
        }
        return fields;
    }

    /** As if the version that saved them had not known any. */
    private static byte[] withoutAny(byte[] saved) throws Exception {
        String text = new String(saved, StandardCharsets.ISO_8859_1);
        // the longer name first where one is in the other
        for (String name : fields(full()).keySet().stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList()) {
            String forgotten = text.replace(name, name.substring(1) + "_");
            assertFalse(forgotten.equals(text), name);
            text = forgotten;
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void allOfThemAreReadAsTheyWereSaved() throws Exception {
        for (Entry<String, Object> field : fields(full()).entrySet()) {
            // else the test would not see that it is lost
            assertFalse(
                    List.of("false", "0", "null", "{}").contains(field.getValue())
                            && !"pathsFile".equals(field.getKey()),
                    field.toString());
        }
        assertEquals(fields(full()), fields(read(saved(full()))));
    }

    @Test
    void aTimeoutOfAnEarlierVersionIsInMinutes() throws Exception {
        String saved = new String(saved(full()), StandardCharsets.ISO_8859_1);
        String earlier = saved.replace("timeoutSeconds", "imeoutSeconds_");
        assertEquals(
                120,
                read(earlier.getBytes(StandardCharsets.ISO_8859_1)).settings().timeoutSeconds());
    }

    @Test
    void whatIsMissingIsAsIfTheScriptHadLeftItOut() throws Exception {
        WorkflowParameters read = read(withoutAny(saved(full())));
        assertTrue(read.awaitEnd());
        assertTrue(read.settings().propagate() && read.settings().cancelOnAbort());
        assertFalse(read.settings().cancelOnFailure() || read.settings().quiet());
        assertFalse(read.settings().failedPathsArtifact() || read.settings().failedPathsNull());
        assertEquals(0, read.settings().timeoutSeconds());
        assertEquals(Map.of(), read.fields());
        assertFalse(read.hasPaths() || read.needsWorkspace());
    }
}
