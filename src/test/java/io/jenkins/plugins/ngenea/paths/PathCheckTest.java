package io.jenkins.plugins.ngenea.paths;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathCheckTest {
    private final PathCheck check = new PathCheck();

    @ParameterizedTest
    @ValueSource(strings = {"/a\0b", "/\uD83D", "/\uDE00\uD83D", "/a\uDC00/b"})
    void whatNoRequestCanCarryIsRefusedWithTheNumberOfThePath(String path) throws Exception {
        check.add("/first");
        PathListException refusal = assertThrows(PathListException.class, () -> check.add(path));
        assertTrue(refusal.getMessage().startsWith("path 2 ("), refusal.getMessage());
    }

    @Test
    void anOrdinaryPathHasNoFlaw() {
        assertNull(RequestRules.flaw("/gr\u00F6\u00DFe/\uD83D\uDE00 \n\""));
    }

    @Test
    void pathsThatAreThereAlreadyAreCounted() throws Exception {
        for (int i = 0; i < 100_000; i++) {
            check.add("/mmfs1/data/" + i % 99_000);
        }
        assertEquals(
                Optional.of("1000 of the 100000 paths are duplicates. All are sent as given."), check.duplicatesLine());
    }

    @Test
    void ordinaryPathsAreNotSpokenOf() throws Exception {
        check.add("/a b");
        check.add("/c");
        assertEquals(2, check.count());
        assertEquals(Optional.empty(), check.duplicatesLine());
        assertEquals(Optional.empty(), check.relativeLine());
        assertEquals(Optional.empty(), check.blanksLine());
    }

    @Test
    void aPathThatIsNotAbsoluteIsNamed() throws Exception {
        check.add("/a");
        check.add("site");
        assertEquals(Optional.of("path 2 ('site') does not begin with '/'."), check.relativeLine());
        check.add("");
        assertEquals(Optional.of("2 paths do not begin with '/'; the first is path 2 ('site')."), check.relativeLine());
    }

    @Test
    void aMarkBeforeTheSlashIsSeen() throws Exception {
        check.add("\uFEFF/a");
        assertEquals(Optional.of("path 1 ('\\uFEFF/a') does not begin with '/'."), check.relativeLine());
    }

    @ParameterizedTest
    @ValueSource(strings = {" /a", "/a ", "/a\t", "/a\u3000", "/a\u00A0"})
    void blanksAtAnEndAreSpokenOf(String path) throws Exception {
        check.add(path);
        assertTrue(check.blanksLine().orElse("").contains("has blanks at an end; they are kept"));
    }

    @Test
    void aQueueIsMadeOfLettersDigitsAndTwoSigns() {
        assertTrue(RequestRules.isQueue("high_priority-2"));
        for (String name : new String[] {"high priority", "", "größe", "a/b", "a\n"}) {
            assertFalse(RequestRules.isQueue(name), name);
        }
    }
}
