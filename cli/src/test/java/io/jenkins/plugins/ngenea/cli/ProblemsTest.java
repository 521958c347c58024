package io.jenkins.plugins.ngenea.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    @Test
    void aMistakeOfTheProgramIsPrintedWithoutItsMessage() {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Exception mistake = new IllegalStateException("cannot use AbCdEf.0123456789");
            assertEquals(ExitCode.BROKEN, Problems.failed(mistake, null, null));
        } finally {
            System.setErr(before);
        }
        String text = printed.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("java.lang.IllegalStateException"), text);
        assertTrue(text.contains("at io.jenkins.plugins.ngenea.cli.ProblemsTest."), text);
        assertFalse(text.contains("AbCdEf"), text);
    }
}
