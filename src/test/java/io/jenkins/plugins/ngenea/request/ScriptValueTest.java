package io.jenkins.plugins.ngenea.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import groovy.json.JsonSlurperClassic;
import groovy.lang.GString;
import hudson.AbortException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.sf.json.JSONNull;
import net.sf.json.JSONObject;
import org.codehaus.groovy.runtime.GStringImpl;
import org.junit.jupiter.api.Test;

/** Values for fields, whoever made them. */
class ScriptValueTest {
    private static final String JSON =
            "{\"text\": \"x\", \"count\": 3, \"part\": 1.50, \"flag\": true, \"list\": [\"a\", [1, false], {\"b\": 2}]}";

    private static GString gstring(String text) {
        return new GStringImpl(new Object[] {text}, new String[] {"", ""});
    }

    private static Map<String, Object> sent(Map<?, ?> given) throws AbortException {
        return WorkflowField.toMap(WorkflowField.fromMap(given));
    }

    private static void assertRefused(Object value, String message) {
        Map<String, Object> given = new HashMap<>();
        given.put("x", value);
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> WorkflowField.fromMap(given))
                        .getMessage());
    }

    @Test
    void mapsOfEveryOriginGiveTheSameFields() throws Exception {
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("count", 3L);
        expected.put("flag", true);
        expected.put("list", List.of("a", List.of(1, false), Map.of("b", 2)));
        expected.put("part", new BigDecimal("1.50"));
        expected.put("text", "x");
        assertEquals(expected, sent((Map<?, ?>) new JsonSlurperClassic().parseText(JSON)));
        expected.put("part", new BigDecimal("1.5"));
        assertEquals(expected, sent(JSONObject.fromObject(JSON)));
    }

    @Test
    void namesAndValuesCanBeGStrings() throws Exception {
        assertEquals(
                Map.of("name", "value", "list", List.of("item")),
                sent(Map.of(gstring("name"), gstring("value"), "list", List.of(gstring("item")))));
    }

    @Test
    void whatJsonDoesNotKnowIsNamedWithItsPlace() {
        String wanted = "must be a string, a number, true/false, or a list or map of these, not a Date.";
        assertRefused(new Date(), "'fields.x' " + wanted);
        assertRefused(List.of(1, "a", new Date()), "'fields.x[2]' " + wanted);
        assertRefused(Map.of("y", List.of(new Date())), "'fields.x.y[0]' " + wanted);
    }

    @Test
    void nullIsNoValue() {
        String wanted = " must not be null. Omit it if it has no value.";
        assertRefused(null, "'fields.x'" + wanted);
        assertRefused(JSONNull.getInstance(), "'fields.x'" + wanted);
        assertRefused(Arrays.asList("a", null), "'fields.x[1]'" + wanted);
    }

    @Test
    void aListThatHoldsItselfIsRefused() {
        Object[] endless = new Object[1];
        endless[0] = endless;
        assertThrows(IllegalArgumentException.class, () -> ScriptValue.plain(endless, "x"));
    }

    @Test
    void variablesOfABuildStayTextsInAList() throws Exception {
        List<WorkflowField> fields = WorkflowField.fromMap(Map.of("x", List.of("$A", Map.of("b", "$A"), 1)));
        String value = "\", \"injected";
        assertEquals(
                Map.of("x", List.of(value, Map.of("b", value), 1)),
                WorkflowField.toMap(List.of(fields.get(0).expanded(text -> text.replace("$A", value)))));
    }

    @Test
    void jsonOfAFormMustBeJson() {
        WorkflowField field = new WorkflowField("x", "[1", "json");
        AbortException refused = assertThrows(AbortException.class, () -> WorkflowField.toMap(List.of(field)));
        assertEquals("Field 'x' must be JSON: ", refused.getMessage().substring(0, 24));
    }

    @Test
    void nullsAreAsIfLeftOutUnlessTheyMeanSomething() {
        Map<String, Object> given = new HashMap<>();
        given.put("site", null);
        given.put("queue", JSONNull.getInstance());
        given.put("discovery", JSONNull.getInstance());
        given.put("workflow", "migrate");
        Map<String, Object> expected = new HashMap<>();
        expected.put("discovery", null);
        expected.put("workflow", "migrate");
        assertEquals(expected, ScriptValue.withoutNulls(given, "discovery"));
    }

    @Test
    void whatNoTextOfARequestMayHaveIsFoundWhereverItIs() {
        assertEquals("'site' has a NUL character.", ScriptValue.flaw("a\0", "site"));
        assertEquals(
                "'fields.x[1]' has half of a surrogate pair, which is no character.",
                ScriptValue.flaw(Map.of("x", List.of("a", "\uD800")), "fields"));
        assertEquals("'a name in fields' has a NUL character.", ScriptValue.flaw(Map.of("\0", 1), "fields"));
        assertNull(ScriptValue.flaw(Map.of("x", List.of("a", 1, "\uD83D\uDE00")), "fields"));
    }
}
