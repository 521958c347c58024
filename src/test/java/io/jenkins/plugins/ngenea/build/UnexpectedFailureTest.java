package io.jenkins.plugins.ngenea.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.AbortException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class UnexpectedFailureTest {
    @Test
    void aMistakeOfThePluginsOwnIsToldByItsKindAlone() {
        for (Throwable mistake :
                new Throwable[] {new IllegalStateException("a.secret"), new AssertionError("a.secret")}) {
            Throwable told = UnexpectedFailure.told(mistake);
            assertInstanceOf(AbortException.class, told);
            assertTrue(told.getMessage().contains("(" + mistake.getClass().getSimpleName() + ")"), told.getMessage());
            assertFalse(told.getMessage().contains("secret"), told.getMessage());
            assertNull(told.getCause());
        }
    }

    @Test
    void whatWasMadeForAPersonToReadStaysWhatItIs() {
        AbortException expected = new AbortException("No site.");
        assertSame(expected, UnexpectedFailure.told(expected));
        assertEquals(
                "the disk is gone",
                UnexpectedFailure.told(new IOException("the disk is gone")).getMessage());
    }
}
