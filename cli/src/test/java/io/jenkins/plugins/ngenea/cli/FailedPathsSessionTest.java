package io.jenkins.plugins.ngenea.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exactly the paths that failed come back, all of them, so that a job can be run again for them. */
class FailedPathsSessionTest extends SessionWithHub {
    private Path list;

    @BeforeEach
    void showPaths() {
        hub.profile(HubProfile.PATHS_IN_TASKS);
        list = folder.resolve("failed.txt");
    }

    private Path given(List<String> paths) throws Exception {
        Path file = folder.resolve("all.nul");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String path : paths) {
            out.writeBytes(path.getBytes(StandardCharsets.UTF_8));
            out.write(0);
        }
        return Files.write(file, out.toByteArray());
    }

    private List<Path> inFolder() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void theThousandThatFailedAmongAHundredThousandAreRunAgain() throws Exception {
        List<String> all = IntStream.range(0, 100_000)
                .mapToObj(i -> "/mmfs1/data/" + (i % 100 == 7 ? "fail  " : "file") + i)
                .toList();
        List<String> failing =
                all.stream().filter(path -> path.contains("fail")).toList();
        Path input = Files.write(folder.resolve("all.txt"), all);
        try (Session session = ngenea().start(
                        submit("--wait", "--paths-from", input.toString(), "--failed-paths-to", list.toString()))) {
            assertEquals(1, session.exitCode(), session::errors);
            assertTrue(session.output().contains("1000 failed paths are in " + list), session::output);
        }
        assertEquals(failing, Files.readAllLines(list));
        hub.plan(JobPlan.immediate());
        try (Session session = ngenea().start(
                        submit("--wait", "--paths-from", list.toString(), "--failed-paths-to", list.toString()))) {
            assertEquals(0, session.exitCode(), session::errors);
        }
        assertEquals(failing, hub.lastJob().paths());
        assertEquals(0, Files.size(list), "nothing is left to be run again");
    }

    /** A way in for names. */
    enum Way {
        ARGUMENTS,
        LINES,
        NULS
    }

    private static List<String> names(Way way) {
        Random random = new Random(20261127);
        String awkward = way == Way.LINES ? " \t\"\\'$`*?" : " \n\r\t\"\\'$`";
        return IntStream.range(0, 300)
                .mapToObj(i -> "/fail" + i
                        + random.ints(12, 1, Character.MAX_CODE_POINT)
                                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                                .map(c -> random.nextInt(3) == 0 ? awkward.charAt(c % awkward.length()) : c)
                                .mapToObj(Character::toString)
                                .collect(Collectors.joining()))
                .toList();
    }

    /** As a shell reads them, byte for byte. */
    private static String quoted(List<String> names) {
        StringBuilder words = new StringBuilder();
        for (String name : names) {
            words.append(" $'");
            for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
                words.append(String.format("\\%03o", b & 0xFF));
            }
            words.append('\'');
        }
        return words.toString();
    }

    @ParameterizedTest
    @EnumSource
    void namesOfEveryKindComeBackByteForByte(Way way) throws Exception {
        List<String> names = names(way);
        Path nuls = given(names);
        String given =
                switch (way) {
                    case ARGUMENTS -> quoted(names);
                    case LINES -> " --paths-from " + Files.write(folder.resolve("all.txt"), names);
                    case NULS -> " --paths-from " + nuls;
                };
        String separator = way == Way.LINES ? "" : " -0";
        Path expected = way == Way.LINES ? folder.resolve("all.txt") : nuls;
        for (HubProfile profile : List.of(HubProfile.PATHS_IN_TASKS, HubProfile.PATHS_BESIDE_TASKS)) {
            hub.profile(profile);
            Files.writeString(
                    folder.resolve("run.sh"),
                    "$NGENEA submit --workflow migrate --site dfoster1 --wait" + separator
                            + " --failed-paths-to - > failed.txt" + given);
            try (Session session = ngenea().with("LC_ALL", "C").startShell("bash run.sh")) {
                assertEquals(1, session.exitCode(), session::errors);
            }
            assertEquals(names, hub.lastJob().paths());
            assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(list), profile.name());
        }
    }

    @Test
    void theJsonHasThePathsExactly() throws Exception {
        String path = "/fail  \u3000\n" + "x".repeat(600) + " ";
        Path input = given(List.of(path));
        try (Session session = ngenea().start(submit(
                "--wait", "--json", "-0", "--paths-from", input.toString(), "--failed-paths-to", list.toString()))) {
            assertEquals(1, session.exitCode(), session::errors);
            JsonNode failure = json(session).path("failures").path(0);
            assertEquals(path, failure.path("path").asText());
            assertEquals("migrate", failure.path("type").asText());
            assertEquals("dfoster1", failure.path("site").asText());
        }
        assertEquals(path + "\0", Files.readString(list));
    }

    @Test
    void aFailureWithoutAPathHasNullForIt() throws Exception {
        hub.profile(HubProfile.DOCUMENTED_ONLY);
        try (Session session =
                ngenea().start(submit("--wait", "--json", "--failed-paths-to", list.toString(), "/fail"))) {
            assertEquals(4, session.exitCode());
            assertTrue(json(session).path("failures").path(0).path("path").isNull(), session::output);
            assertTrue(session.errors().contains("1 failed task names no path"), session::errors);
        }
        assertEquals(0, Files.size(list));
    }

    @Test
    void aListOfLinesLeavesOutWhatItCannotCarryAndSaysSo() throws Exception {
        Path input = given(List.of("/fail/a\nb", "/fail/c"));
        try (Session session = ngenea().start(submit("--wait", "-0", "--quiet", "--paths-from", input.toString()))) {
            assertEquals(1, session.exitCode(), session::errors);
        }
        try (Session session = ngenea().start("status", "1", "--failed-paths-to", "-")) {
            assertEquals(4, session.exitCode(), "the list is not all of it");
            assertEquals("/fail/c", session.output());
            assertTrue(session.errors().contains("1 failed path is not in the standard output"), session::errors);
            assertTrue(session.errors().contains("--null"), session::errors);
        }
        try (Session session = ngenea().start("wait", "1", "-0", "--failed-paths-to", list.toString())) {
            assertEquals(1, session.exitCode(), session::errors);
        }
        assertEquals("/fail/a\nb\0/fail/c\0", Files.readString(list));
    }

    @Test
    void anEarlierListIsNotTakenForThatOfThisJob() throws Exception {
        Files.writeString(list, "/old\n");
        hub.faults().always(FaultPoint.TASKS, Fault.html(404));
        try (Session session =
                ngenea().start(submit("--wait", "--patience", "2s", "--failed-paths-to", list.toString(), "/fail"))) {
            assertEquals(4, session.exitCode());
            assertTrue(session.errors().contains("the failed paths are not in " + list), session::errors);
        }
        assertFalse(Files.exists(list));
        assertEquals(List.of(folder.resolve("state")), inFolder());
    }

    @Test
    void aRequestThatIsRefusedLeavesTheListAlone() throws Exception {
        Files.writeString(list, "/old\n");
        try (Session session = ngenea().start(
                        "submit",
                        "--workflow",
                        "nosuch",
                        "--site",
                        "dfoster1",
                        "--wait",
                        "--paths-from",
                        list.toString(),
                        "--failed-paths-to",
                        list.toString())) {
            assertEquals(3, session.exitCode(), session::errors);
        }
        assertEquals("/old\n", Files.readString(list));
    }

    @Test
    void anIncompleteListDoesNotReplaceTheListThatWasSubmitted() throws Exception {
        hub.profile(HubProfile.DOCUMENTED_ONLY);
        Files.writeString(list, "/fail\n/good\n");
        try (Session session = ngenea().start(
                        submit("--wait", "--paths-from", list.toString(), "--failed-paths-to", list.toString()))) {
            assertEquals(4, session.exitCode(), session::errors);
            assertTrue(
                    session.errors()
                            .contains("the failed paths are not in " + list
                                    + ": the list would be incomplete (1 failure names no path): see 'ngenea status 1'. The"
                                    + " file was left as it was."),
                    session::errors);
        }
        assertEquals("/fail\n/good\n", Files.readString(list));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait", "status"})
    void whoAsksForAJobLaterKeepsTheListThatWasSubmittedToo(String command) throws Exception {
        Files.writeString(list, "/cancelled\n/b\n");
        try (Session session = ngenea().start(submit("--wait", "--paths-from", list.toString()))) {
            assertEquals(1, session.exitCode(), session::errors);
        }
        try (Session session = ngenea().start(command, "1", "--failed-paths-to", list.toString())) {
            assertEquals(4, session.exitCode(), session::errors);
            assertTrue(session.errors().contains("The file was left as it was."), session::errors);
        }
        assertEquals("/cancelled\n/b\n", Files.readString(list));
    }

    @Test
    void theListOfACancelledJobIsIncomplete() throws Exception {
        try (Session session = ngenea().start(submit("--wait", "--quiet", "/cancelled"))) {
            assertEquals(1, session.exitCode(), session::errors);
        }
        try (Session session = ngenea().start("status", "1", "--failed-paths-to", list.toString())) {
            assertEquals(4, session.exitCode(), session::errors);
            assertTrue(
                    session.errors()
                            .contains("incomplete: the job was cancelled, and what it had not reached is not in it."),
                    session::errors);
        }
    }

    @Test
    void aBusyHubIsAskedAgain() throws Exception {
        hub.faults().times(3, FaultPoint.TASKS, Fault.html(503));
        try (Session session = ngenea().start(submit("--wait", "--failed-paths-to", list.toString(), "/fail/a"))) {
            assertEquals(1, session.exitCode(), session::errors);
        }
        assertEquals("/fail/a\n", Files.readString(list));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsRefusedBeforeAnythingIsSent() throws Exception {
        for (String[] wrong : List.of(
                submit(
                        "--wait",
                        "--failed-paths-to",
                        folder.resolve("no/such/folder/x").toString(),
                        "/a"),
                submit("--wait", "--failed-paths-to", folder.toString(), "/a"),
                submit("--wait", "--json", "--failed-paths-to", "-", "/a"),
                submit("--failed-paths-to", list.toString(), "/a"))) {
            try (Session session = ngenea().start(wrong)) {
                assertEquals(2, session.exitCode(), session::output);
            }
        }
        assertEquals(0, hub.requestCount());
    }
}
