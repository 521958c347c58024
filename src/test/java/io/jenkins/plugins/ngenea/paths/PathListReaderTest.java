package io.jenkins.plugins.ngenea.paths;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathListReaderTest {
    static List<String> read(byte[] list, Separator separator) throws IOException {
        List<String> paths = new ArrayList<>();
        try (PathListReader reader = new PathListReader(new ByteArrayInputStream(list), "list.txt", separator)) {
            for (String path = reader.next(); path != null; path = reader.next()) {
                paths.add(path);
            }
        }
        return paths;
    }

    private static List<String> lines(String list) throws IOException {
        return read(list.getBytes(StandardCharsets.UTF_8), Separator.LINE_END);
    }

    private static List<String> nuls(String list) throws IOException {
        return read(list.getBytes(StandardCharsets.UTF_8), Separator.NUL);
    }

    private static String refusal(byte[] list, Separator separator) {
        return assertThrows(PathListException.class, () -> read(list, separator))
                .getMessage();
    }

    @Test
    void linesEndInEitherWayAndBlankOnesAreNoPaths() throws IOException {
        assertEquals(List.of("/a", "/b", "/c"), lines("/a\r\n\r\n/b\n \t\n\u3000\n/c"));
        assertEquals(List.of("/a"), lines("/a\r"));
        assertEquals(List.of(), lines(""));
    }

    @Test
    void nothingButTheLineEndIsDropped() throws IOException {
        assertEquals(
                List.of("/a ", " /b", "/c\t", "/d\u3000", "/e\u2028f\u0085"),
                lines("/a \r\n /b\n/c\t\n/d\u3000\n/e\u2028f\u0085\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void aByteOrderMarkIsUnderstood(String charset) throws IOException {
        byte[] list = "\uFEFF/größe\r\n/\uD83D\uDE00 \n".getBytes(Charset.forName(charset));
        assertEquals(List.of("/größe", "/\uD83D\uDE00 "), read(list, Separator.LINE_END));
    }

    @Test
    void aBadByteIsRefusedWithItsLineHoweverFarItIs() throws IOException {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        for (int i = 1; i < 40_000; i++) {
            list.writeBytes(("/mmfs1/data/file" + i + "\n").getBytes(StandardCharsets.UTF_8));
        }
        list.writeBytes("/mmfs1/gr\u00F6\u00DFe\n/z\n".getBytes(StandardCharsets.ISO_8859_1));
        String refusal = refusal(list.toByteArray(), Separator.LINE_END);
        assertTrue(refusal.startsWith("line 40000 of list.txt is not UTF-8"), refusal);
    }

    @Test
    void halfACharacterAtTheEndIsRefused() {
        String refusal = refusal(new byte[] {'/', 'a', '\n', '/', (byte) 0xC3}, Separator.LINE_END);
        assertTrue(refusal.startsWith("line 2 of list.txt is not UTF-8"), refusal);
        refusal = refusal(new byte[] {(byte) 0xFF, (byte) 0xFE, '/', 0, 0, (byte) 0xD8, '\n', 0}, Separator.LINE_END);
        assertTrue(refusal.startsWith("line 1 of list.txt is not UTF-16LE"), refusal);
    }

    @Test
    void anEncodedSurrogateIsRefused() {
        byte[] list = {'/', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '\n'};
        assertTrue(refusal(list, Separator.LINE_END).contains("line 1 of list.txt is not UTF-8"));
    }

    @Test
    void aNulInALineIsRefusedWithTheNumberOfThePath() {
        String refusal = refusal("/a\n\n/b\0c\n".getBytes(StandardCharsets.UTF_8), Separator.LINE_END);
        assertTrue(refusal.startsWith("path 2 (line 3 of list.txt) has a NUL character"), refusal);
    }

    @Test
    void utf16WithoutAMarkIsRefusedInBothWays() {
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            byte[] list = "/mmfs1/a\n/b\n".getBytes(charset);
            for (Separator separator : Separator.values()) {
                String refusal = refusal(list, separator);
                assertTrue(refusal.contains("byte order mark"), refusal);
            }
        }
    }

    @Test
    void aCarriageReturnWithinALineIsRefused() {
        String refusal = refusal("/a\n/b\rc\n".getBytes(StandardCharsets.UTF_8), Separator.LINE_END);
        assertTrue(refusal.startsWith("line 2 of list.txt has a carriage return in it"), refusal);
    }

    @Test
    void betweenNulsAPathMayHaveLineEndsAndBlanks() throws IOException {
        assertEquals(List.of("/a\nb", "/c\r\n", " "), nuls("/a\nb\0/c\r\n\0\0 \0"));
    }

    @Test
    void aListThatEndsWithoutItsNulMayHaveBeenCutOff() {
        String refusal = refusal("/a\0/data".getBytes(StandardCharsets.UTF_8), Separator.NUL);
        assertEquals("list.txt does not end with a NUL: it may have been cut off in the middle of a path", refusal);
    }

    @Test
    void aListOfLinesIsNotOnePath() {
        String refusal = refusal("/a\n/b\n".getBytes(StandardCharsets.UTF_8), Separator.NUL);
        assertTrue(refusal.contains("it is a list of lines"), refusal);
    }

    @Test
    void anEndlessLineDoesNotFillTheMemory() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
        for (Separator separator : Separator.values()) {
            PathListReader reader = new PathListReader(endless, "pipe", separator);
            PathListException refusal = assertThrows(PathListException.class, reader::next);
            assertTrue(refusal.getMessage().contains("has more than 32768 characters"), refusal.getMessage());
        }
    }

    @Test
    void aMillionPathsAreReadOneByOne() throws IOException {
        try (PathListReader reader = new PathListReader(new ManyLines(1_000_000), "list", Separator.LINE_END)) {
            long characters = 0;
            for (String path = reader.next(); path != null; path = reader.next()) {
                characters += path.length();
            }
            assertEquals(1_000_000, reader.number());
            assertEquals(8_000_000, characters);
        }
    }

    @Test
    void whatSeparatesAListIsSeen() throws IOException {
        assertEquals(Separator.LINE_END, separator("/a\n/b\n"));
        assertEquals(Separator.LINE_END, separator(""));
        assertEquals(Separator.LINE_END, separator("/a\0b\n/c\n"), "a NUL that separates nothing");
        assertEquals(Separator.NUL, separator("/a\0/b\0"));
        assertEquals(Separator.NUL, separator("/a\nb\0/c\0"));
        assertEquals(Separator.NUL, separator("/a\0/b"));
    }

    @Test
    void nulsWithinCharactersSeparateNothing() throws IOException {
        String list = "/\u0414\u0430\u043d\u043d\u044b\u0435/\u043f\u0440\n/\u0414\n";
        for (Charset charset : List.of(
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE,
                Charset.forName("UTF-32LE"),
                Charset.forName("UTF-32BE"))) {
            for (String text : List.of(list, list.strip(), "/mmfs1/a\n/b\n", "/mmfs1/a")) {
                byte[] bytes = text.getBytes(charset);
                String refusal = refusal(bytes, Separator.of(new ByteArrayInputStream(bytes)));
                assertTrue(refusal.contains("byte order mark"), charset + " " + text + ": " + refusal);
            }
        }
    }

    @Test
    void theRootAloneIsAList() throws IOException {
        assertEquals(List.of("/"), nuls("/\0"));
        assertEquals(List.of("/", "/a"), nuls("/\0/a\0"));
    }

    private static Separator separator(String list) throws IOException {
        return Separator.of(new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)));
    }

    /** Lines of eight characters. */
    private static final class ManyLines extends InputStream {
        private static final byte[] LINE = "/abcdefg\n".getBytes(StandardCharsets.US_ASCII);
        private long left;

        ManyLines(long lines) {
            left = lines * LINE.length;
        }

        @Override
        public int read() {
            return left == 0 ? -1 : LINE[(int) ((LINE.length - left-- % LINE.length) % LINE.length)];
        }
    }
}
