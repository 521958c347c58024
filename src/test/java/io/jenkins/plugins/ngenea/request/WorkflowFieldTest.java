package io.jenkins.plugins.ngenea.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hudson.AbortException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowFieldTest {
    private static Object sent(String value, String type) throws AbortException {
        return WorkflowField.toMap(List.of(new WorkflowField("f", value, type))).get("f");
    }

    @ParameterizedTest
    @CsvSource({"bool,false", "Boolean,FALSE", " boolean ,false"})
    void theHubsWordForABooleanMeansOne(String type, String value) throws Exception {
        assertEquals(false, sent(value, type));
    }

    @ParameterizedTest
    @CsvSource({"int", "integer", "number"})
    void theHubsWordForANumberMeansOne(String type) throws Exception {
        assertEquals("5", sent("5", type).toString());
        assertEquals(Number.class, sent("5", type).getClass().getSuperclass());
    }

    @Test
    void withoutATypeItIsAText() throws Exception {
        assertEquals(Map.of("f", "5"), WorkflowField.toMap(List.of(new WorkflowField("f", "5", null))));
    }

    @Test
    void aTypeThatNobodyKnowsIsRefusedAndNotTakenForText() {
        assertEquals(
                "Field 'f' has the type 'flag'. It must be string, number, boolean or json. Nothing was submitted.",
                assertThrows(AbortException.class, () -> sent("false", "flag")).getMessage());
    }
}
