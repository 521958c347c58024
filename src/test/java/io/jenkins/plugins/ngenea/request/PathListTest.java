package io.jenkins.plugins.ngenea.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.sf.json.JSONArray;
import net.sf.json.JSONNull;
import org.junit.jupiter.api.Test;

class PathListTest {
    private static void assertRefused(Object paths, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> PathList.of(paths))
                        .getMessage());
    }

    @Test
    void thoseOfAListAreTakenExactly() {
        List<String> paths = List.of(" /a ", "/b\n/c", "/d\u3000", "\uFEFF/e");
        assertEquals(paths, PathList.of(paths));
        assertEquals(paths, PathList.of(paths.toArray()));
    }

    @Test
    void ofATextOnlyTheLineEndsAreDropped() {
        assertEquals(List.of(" /a ", "\t/b", "/c\u3000"), PathList.of(" /a \n\n\t/b\r\n \u3000 \n/c\u3000"));
    }

    @Test
    void aTextInWhichALineBreakSeemsToHaveCutAPathIsRefused() {
        assertRefused(
                "/mmfs1/alpha\n/",
                "'paths' cannot be used: one line is only '/', as if a variable with a line break had cut a path in two. Give a"
                        + " list of strings, such as paths: [\"/data/${name}\"].");
        assertEquals(List.of("/"), PathList.of("/\n"));
        assertEquals(List.of("/mmfs1", "/"), PathList.of(List.of("/mmfs1", "/")));
    }

    @Test
    void listsInListsAreReadInTheirOrder() {
        assertEquals(List.of("/a", "/b", "/c"), PathList.of(List.of("/a", List.of(List.of("/b")), "/c")));
    }

    @Test
    void whatReadJsonGivesIsAList() {
        assertEquals(List.of("/a", "/b"), PathList.of(JSONArray.fromObject("['/a', ['/b']]")));
    }

    @Test
    void nullIsNone() {
        assertEquals(List.of(), PathList.of(null));
        assertEquals(List.of(), PathList.of(JSONNull.getInstance()));
    }

    @Test
    void whatIsNoTextIsNamedWithItsPlace() {
        assertRefused(7, "'paths' must be a list of strings, not a Integer.");
        assertRefused(new TreeMap<>(Map.of("a", "/a")), "'paths' must be a list of strings, not a TreeMap.");
        assertRefused(List.of("/a", List.of("/b", new Date())), "'paths[1][1]' must be a string, not a Date.");
        assertRefused(Arrays.asList("/a", null), "'paths[1]' must be a string, not null.");
    }

    @Test
    void aCarriageReturnAloneEndsNoLine() {
        assertRefused(
                "/a\r\n/b\rc\n",
                "'paths' cannot be used: line 2 has a carriage return in it, but there must be one path on each line; only"
                        + " a list of strings can have others.");
        assertRefused(
                "/a\r\r\n/b",
                "'paths' cannot be used: line 1 has a carriage return in it, but there must be one path on each line; only"
                        + " a list of strings can have others.");
        assertEquals(List.of("/a", "/b"), PathList.of("/a\r\n/b\r"));
    }

    @Test
    void aByteOrderMarkBeforeATextIsNoPartOfItsFirstPath() {
        assertEquals(List.of("/a", "\uFEFF/b"), PathList.of("\uFEFF/a\r\n\uFEFF/b"));
    }
}
