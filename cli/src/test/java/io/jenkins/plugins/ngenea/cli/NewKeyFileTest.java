package io.jenkins.plugins.ngenea.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a file that is open cannot be moved there")
class NewKeyFileTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("key");
    }

    @Test
    void theKeyGoesIntoTheFileThatWasMade() throws Exception {
        Path moved = folder.resolve("moved");
        try (NewKeyFile made = NewKeyFile.create(file)) {
            assertTrue(made.isInPlace());
            Files.move(file, moved);
            Files.writeString(file, "");
            made.write("secret");
            assertFalse(made.isInPlace());
        }
        assertEquals("", Files.readString(file), "what somebody else made gets no key");
        assertEquals("secret\n", Files.readString(moved));
    }

    @Test
    void theKeyDoesNotFollowALinkThatTookThePlace() throws Exception {
        Path victim = Files.writeString(folder.resolve("victim"), "mine");
        try (NewKeyFile made = NewKeyFile.create(file)) {
            Files.delete(file);
            Files.createSymbolicLink(file, victim);
            made.write("secret");
        }
        assertEquals("mine", Files.readString(victim));
    }

    @Test
    void withoutAKeyItGoesAgain() throws Exception {
        NewKeyFile.create(file).close();
        assertFalse(Files.exists(file));
    }

    @Test
    void whatTookItsPlaceStays() throws Exception {
        try (NewKeyFile made = NewKeyFile.create(file)) {
            assertTrue(made.isInPlace());
            Files.move(file, folder.resolve("moved"));
            Files.writeString(file, "mine");
        }
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void nothingThatIsThereIsOverwritten() throws Exception {
        Files.writeString(file, "mine");
        assertThrows(UsageException.class, () -> NewKeyFile.create(file));
        Files.delete(file);
        Files.createSymbolicLink(file, folder.resolve("nowhere"));
        assertThrows(UsageException.class, () -> NewKeyFile.create(file));
    }
}
