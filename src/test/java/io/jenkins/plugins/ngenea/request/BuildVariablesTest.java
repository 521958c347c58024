package io.jenkins.plugins.ngenea.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.AbortException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildVariablesTest {
    private static final BuildVariables VARIABLES = new BuildVariables(Map.of(
            "PATHS", "/a\r\n\n /b \n",
            "NONE", " ",
            "UNSET", "",
            "PROJECT", "alpha\n",
            "TWO", "alpha\nbeta",
            "MARKED", "\uFEFF/a",
            "OLD_MAC", "/a\n/b\r/c"));

    private static List<String> paths(String... given) throws AbortException {
        return VARIABLES.paths(List.of(given));
    }

    @Test
    void aVariableAloneCanHoldSeveralPaths() throws Exception {
        assertEquals(
                List.of("/a", " /b ", "/a", " /b ", "/c", "/d\n$"),
                paths("$PATHS", " ${PATHS} ", "$NONE", "/c", "/d\n$"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mmfs1/$PROJECT/", "/mmfs1/${PROJECT}/"})
    void aLineEndAtTheEndOfAVariableCutsNoPathInTwo(String path) throws Exception {
        assertEquals(List.of("/mmfs1/alpha/"), paths(path));
    }

    @Test
    void aVariableOfSeveralLinesInAPathIsRefused() {
        assertEquals(
                "'paths' cannot be used: the variable TWO has a line break in it, which would cut path 2"
                        + " (/mmfs1/$PROJECT/${TWO}/) in two. Give the variable a value of one line; only a line with"
                        + " nothing but a variable can stand for several paths. Nothing was submitted.",
                assertThrows(AbortException.class, () -> paths("/a", "/mmfs1/$PROJECT/${TWO}/"))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mmfs1/$NONE", "/mmfs1/${NONE}/", "/mmfs1/$NONE/a", "$NONE/a", "/mmfs1/$NONE$NONE/a"})
    void anEmptyVariableDoesNotMakeAPathThatOfItsFolder(String path) {
        String problem =
                assertThrows(AbortException.class, () -> paths("/a", path)).getMessage();
        assertTrue(problem.startsWith("'paths' cannot be used: in path 2 (" + path + "), "), problem);
        assertTrue(problem.contains("NONE"), problem);
        assertTrue(problem.endsWith("Nothing was submitted."), problem);
    }

    @Test
    void theMessageSaysWhatAnEmptyVariableLeavesOfAPath() {
        assertEquals(
                "'paths' cannot be used: in path 1 (/mmfs1/${UNSET}/a), ${UNSET} is empty, and what is left is the path of"
                        + " something else (/mmfs1//a). Give the variable a value, or take it out of the path. Nothing was"
                        + " submitted.",
                assertThrows(AbortException.class, () -> paths("/mmfs1/${UNSET}/a"))
                        .getMessage());
    }

    @Test
    void anEmptyVariableCanBePartOfAName() throws Exception {
        assertEquals(List.of("/mmfs1/a.tgz"), paths("/mmfs1/a${UNSET}.tgz"));
    }

    @Test
    void twoDollarsAreNoVariable() throws Exception {
        assertEquals(List.of("$TWO", "/$TWO/$UNKNOWN"), paths("$$TWO", "/$$TWO/$UNKNOWN"));
    }

    @Test
    void aByteOrderMarkBeforeTheListIsNoPartOfAPath() throws Exception {
        assertEquals(List.of("/a"), paths("$MARKED"));
    }

    @Test
    void aCarriageReturnInALineOfTheListIsRefused() {
        assertEquals(
                "'paths' cannot be used: line 2 of ${OLD_MAC} has a carriage return in it, but there must be one path on"
                        + " each line; only a list of strings can have others. Nothing was submitted.",
                assertThrows(AbortException.class, () -> paths("${OLD_MAC}")).getMessage());
    }

    @Test
    void aTextOfOneLineStaysOne() throws Exception {
        assertEquals("alpha-1", VARIABLES.line("$PROJECT-1\n", "site"));
        assertNull(VARIABLES.line(null, "site"));
        assertEquals(
                "'site' (x-$TWO) must be one line, but the variable TWO has a line break in it. Nothing was submitted.",
                assertThrows(AbortException.class, () -> VARIABLES.line("x-$TWO", "site"))
                        .getMessage());
        assertEquals(
                "'hub' (a b) must be one line, but it has a line break in it. Nothing was submitted.",
                assertThrows(AbortException.class, () -> VARIABLES.line("a\nb", "hub"))
                        .getMessage());
    }

    @Test
    void aTextThatMayHaveLinesKeepsThem() {
        assertEquals("alpha\n$", VARIABLES.text("$PROJECT$$"));
    }
}
