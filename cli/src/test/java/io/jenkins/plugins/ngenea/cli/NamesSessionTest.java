package io.jenkins.plugins.ngenea.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that are not plain, through every way into the command: what was meant is sent, or nothing. */
class NamesSessionTest extends SessionWithHub {
    private static final String SUBMIT = "$NGENEA submit --workflow migrate --site dfoster1 ";

    /** größe in UTF-8, whatever the locale of this test is. */
    private static final String LARGE = "\"$(printf '/mmfs1/gr\\303\\266\\303\\237e')\"";

    private JsonNode sent() throws Exception {
        assertEquals(1, hub.requests(FaultPoint.SUBMIT).size());
        return new ObjectMapper()
                .readTree(hub.requests(FaultPoint.SUBMIT).get(0).body());
    }

    private List<String> sentPaths() throws Exception {
        return new ObjectMapper()
                .convertValue(sent().path("paths"), new com.fasterxml.jackson.core.type.TypeReference<>() {});
    }

    private String errorsOfRefused(Session session) throws Exception {
        assertEquals(2, session.exitCode(), () -> session.output() + session.errors());
        assertEquals(0, hub.requestCount(), "nothing was sent");
        assertFalse(session.errors().contains("\tat "), session::errors);
        return session.errors();
    }

    private Path file(String name, byte[] content) throws Exception {
        return Files.write(folder.resolve(name), content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "C.UTF-8", ""})
    void anArgumentIsSentExactlyWhateverTheLocaleIs(String locale) throws Exception {
        String script = SUBMIT + LARGE
                + " \"$(printf '/\\360\\237\\230\\200?')\" --field \"$(printf 'gr\\303\\266=\\303\\237')\"";
        try (Session session = ngenea().with("LC_ALL", locale).startShell(script)) {
            assertEquals(0, session.exitCode(), session::errors);
            assertEquals(List.of("/mmfs1/gr\u00F6\u00DFe", "/\uD83D\uDE00?"), sentPaths());
            assertEquals("\u00DF", sent().path("fields").path("gr\u00F6").asText());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void anArgumentThatIsNotUtf8IsRefused(String locale) throws Exception {
        String script = SUBMIT + "\"$(printf '/mmfs1/gr\\366\\337e')\"";
        try (Session session = ngenea().with("LC_ALL", locale).startShell(script)) {
            String errors = errorsOfRefused(session);
            assertTrue(errors.contains("is not valid UTF-8"), errors);
            assertTrue(errors.contains("--paths-from"), errors);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--paths-from", "--key-file"})
    void aFileThatTheLocaleCannotNameIsRefusedInWords(String option) throws Exception {
        String script = SUBMIT + option + " \"$(printf 'gr\\303\\266\\303\\237e.txt')\"";
        try (Session session = ngenea().with("LC_ALL", "C").startShell(script)) {
            String errors = errorsOfRefused(session);
            assertTrue(errors.contains("LC_ALL=C.UTF-8"), errors);
        }
    }

    static Stream<byte[]> listsWithAMark() {
        String list = "\uFEFF/mmfs1/gr\u00F6\u00DFe\r\n\r\n/b c\r\n";
        return Stream.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)
                .map(list::getBytes);
    }

    @ParameterizedTest
    @MethodSource("listsWithAMark")
    void theMarkOfAListIsUnderstood(byte[] list) throws Exception {
        Path file = file("list.txt", list);
        try (Session session = ngenea().with("LC_ALL", "C").start(submit("--paths-from", file.toString()))) {
            assertEquals(0, session.exitCode(), session::errors);
            assertEquals(List.of("/mmfs1/gr\u00F6\u00DFe", "/b c"), sentPaths());
        }
    }

    @Test
    void aListThatAGatewayDoesNotTakeIsToBeSplit() throws Exception {
        hub.faults().always(FaultPoint.SUBMIT, Fault.html(413));
        try (Session session = ngenea().start(submit("--wait", PATH))) {
            assertEquals(3, session.exitCode(), session::errors);
            assertTrue(session.errors().contains("or split the list of paths."), session::errors);
        }
        assertEquals(List.of(), hub.jobs());
    }

    @Test
    void aListWithABadByteIsRefusedWithItsLine() throws Exception {
        String list = "/mmfs1/data/file\n".repeat(39_999) + "/mmfs1/gr\u00F6\u00DFe\n";
        Path file = file("latin1.txt", list.getBytes(StandardCharsets.ISO_8859_1));
        try (Session session = ngenea().start(submit("--paths-from", file.toString()))) {
            String errors = errorsOfRefused(session);
            assertTrue(errors.contains("line 40000 of " + file + " is not UTF-8"), errors);
        }
    }

    @Test
    void aListWithNulsBetweenItsPathsIsRead() throws Exception {
        String script = "printf '/a\\nb\\0/c \\0' | " + SUBMIT + "--paths-from - -0";
        try (Session session = ngenea().startShell(script)) {
            assertEquals(0, session.exitCode(), session::errors);
            assertEquals(List.of("/a\nb", "/c "), sentPaths());
        }
    }

    @Test
    void withoutTheOptionSuchAListIsRefused() throws Exception {
        try (Session session = ngenea().startShell("printf '/a\\0/c\\0' | " + SUBMIT + "--paths-from -")) {
            String errors = errorsOfRefused(session);
            assertTrue(errors.contains("path 1 (line 1 of the standard input) has a NUL character"), errors);
            assertTrue(errors.contains("--null"), errors);
        }
    }

    @Test
    void aListThatCanBeReadOnlyOnceIsEnough() throws Exception {
        try (Session session = ngenea().startShell(SUBMIT + "--paths-from <(printf '/a\\n/b\\n')")) {
            assertEquals(0, session.exitCode(), session::errors);
            assertEquals(List.of("/a", "/b"), sentPaths());
        }
    }

    @Test
    void blanksAtAnEndAreKeptWithOneLine() throws Exception {
        Path file = file("list.txt", "/a \n/b\u3000\n/c\n".getBytes(StandardCharsets.UTF_8));
        try (Session session = ngenea().start(submit("--paths-from", file.toString()))) {
            assertEquals(0, session.exitCode(), session::errors);
            assertEquals(List.of("/a ", "/b\u3000", "/c"), sentPaths());
            assertEquals(
                    "ngenea: 2 paths have blanks at an end, which are kept; the first is path 1 ('/a').",
                    session.errors());
        }
    }

    @Test
    void theSamePathTwiceIsSentAsGivenWithOneLine() throws Exception {
        try (Session session = ngenea().start(submit("/a", "/b", "/a"))) {
            assertEquals(0, session.exitCode(), session::errors);
            assertEquals(List.of("/a", "/b", "/a"), sentPaths());
            assertEquals("ngenea: 1 of the 3 paths is a duplicate. All are sent as given.", session.errors());
        }
    }

    @Test
    void aValueWithoutItsQuotesIsNoPath() throws Exception {
        String script = "SITE='my site'; $NGENEA submit --workflow migrate --site $SITE /a";
        try (Session session = ngenea().startShell(script)) {
            String errors = errorsOfRefused(session);
            assertTrue(errors.contains("path 1 ('site') does not begin with '/'"), errors);
        }
    }

    static Stream<List<String>> whatIsRefused() {
        return Stream.of(
                List.of("", "/a"),
                List.of("--queue", "high priority", "/a"),
                List.of("--queue", "größe", "/a"),
                List.of("--field", "x:=1 2", "/a"),
                List.of("--field", "x:=true false", "/a"),
                List.of("--field", "x:=1e400", "/a"),
                List.of("--field", "x:=null", "/a"),
                List.of("--field", "x:=", "/a"),
                List.of("--wait", "--timeout", "0.5", "/a"),
                List.of("--wait", "--timeout", "5", "/a"),
                List.of("--wait", "--timeout", "5000000000000h", "/a"),
                List.of("--wait", "--timeout", "99999999999999999999d", "/a"),
                List.of("--patience", "99999999999999999999s", "/a"),
                List.of("--null", "/a"));
    }

    @ParameterizedTest
    @MethodSource("whatIsRefused")
    void whatCannotBeMeantIsRefusedBeforeAnythingIsSent(List<String> arguments) throws Exception {
        try (Session session = ngenea().start(submit(arguments.toArray(String[]::new)))) {
            errorsOfRefused(session);
        }
    }

    @Test
    void aNameThatBeginsWithAnAtSignIsNoFileOfArguments() throws Exception {
        file("site", "dfoster1".getBytes(StandardCharsets.UTF_8));
        try (Session session = ngenea().start("submit", "--workflow", "migrate", "--site", "@site", "/a")) {
            assertEquals(3, session.exitCode(), session::output);
            assertEquals("@site", sent().path("site").asText());
        }
    }

    @Test
    void longNumbersKeepTheirDigits() throws Exception {
        String number = "12345678901234567890123456789.012345678901234567890";
        try (Session session = ngenea().start(submit(
                "--field", "x:=" + number, "--field", "y:=98765432109876543210", "--field", "z:=1e3", "/a"))) {
            assertEquals(0, session.exitCode(), session::errors);
            String body = hub.requests(FaultPoint.SUBMIT).get(0).body();
            assertTrue(body.contains("{\"x\":" + number + ",\"y\":98765432109876543210,\"z\":1000}"), body);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"status ..", "cancel ../x", "wait 1/2", "status ''", "wait 1?x=2"})
    void whatIsNoJobIsRefused(String command) throws Exception {
        try (Session session = ngenea().startShell("$NGENEA " + command)) {
            String errors = errorsOfRefused(session);
            assertTrue(errors.contains("is not a job id"), errors);
        }
    }

    @Test
    void linesAreUtf8WhereTheLocaleHasNothingBeyondAscii() throws Exception {
        String script = SUBMIT + LARGE + "/fail --wait";
        try (Session session = ngenea().with("LC_ALL", "C").startShell(script)) {
            assertEquals(1, session.exitCode(), session::errors);
            assertTrue(session.output().contains("/mmfs1/gr\u00F6\u00DFe/fail"), session::output);
        }
    }

    @Test
    void jsonIsUtf8WhateverTheLocaleIs() throws Exception {
        String script = SUBMIT + LARGE + "/fail --wait --json > out.json";
        try (Session session = ngenea().with("LC_ALL", "C").startShell(script)) {
            assertEquals(1, session.exitCode(), session::errors);
            String json = Files.readString(folder.resolve("out.json"));
            assertTrue(json.contains("/mmfs1/gr\u00F6\u00DFe/fail"), json);
        }
    }
}
