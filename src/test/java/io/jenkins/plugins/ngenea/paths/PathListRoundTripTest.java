package io.jenkins.plugins.ngenea.paths;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What is written is read again as it was, and what cannot be is left out. */
class PathListRoundTripTest {
    @Provide
    Arbitrary<List<String>> names() {
        Arbitrary<String> anyPlane = Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .map(Character::toString)
                .list()
                .ofMaxSize(8)
                .map(characters -> String.join("", characters));
        Arbitrary<String> awkward = Arbitraries.strings()
                .withChars('/', ' ', '\n', '\r', '\t', '"', '\\', '\uFEFF', '\0', 'a')
                .ofMaxLength(6);
        return Arbitraries.oneOf(anyPlane, awkward, anyPlane.map(name -> "/" + name))
                .list()
                .ofMaxSize(10);
    }

    @Property
    void whatIsWrittenIsReadAgain(@ForAll("names") List<String> names, @ForAll Separator separator) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        List<String> written = new ArrayList<>();
        try (PathListWriter writer = new PathListWriter(file, separator)) {
            for (String name : names) {
                if (writer.add(name)) {
                    written.add(name);
                }
            }
        }
        boolean asUtf16 = separator == Separator.NUL
                && written.size() > 1
                && written.get(0).length() == 1
                && (written.get(1).length() == 1
                        || written.get(0).equals("/") && !written.get(1).startsWith("/"));
        if (!asUtf16) {
            assertEquals(written, PathListReaderTest.read(file.toByteArray(), separator));
        }
    }

    @Property
    void betweenNulsEveryAbsolutePathIsCarried(@ForAll("names") List<String> names) throws IOException {
        try (PathListWriter writer = new PathListWriter(OutputStream.nullOutputStream(), Separator.NUL)) {
            for (String name : names) {
                boolean flawless = RequestRules.flaw("/" + name) == null;
                assertEquals(flawless, writer.add("/" + name));
            }
        }
    }

    @Test
    void aLineCarriesNoPathWithALineEnd() throws IOException {
        try (PathListWriter writer = new PathListWriter(OutputStream.nullOutputStream(), Separator.LINE_END)) {
            assertFalse(writer.add("/a\nb"));
            assertFalse(writer.add("/a\r"));
        }
    }
}
