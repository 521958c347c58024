package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every trouble in every phase: plays each line of {@code fault-matrix.txt} and compares. */
@Timeout(60)
class FaultMatrixTest {
    private static final String WITHIN_THE_HUB = "/elsewhere/";

    /** Where redirects point; it must never hear of anything. */
    private static HubEmulator other;

    private static Troubles troubles;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        other = HubEmulator.start();
        troubles = new Troubles(WITHIN_THE_HUB, other.url() + "/api/");
    }

    @AfterAll
    static void stop() {
        other.close();
    }

    static List<FaultTable.Cell> cells() {
        return FaultTable.cells();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void theRunEndsAsTheTableSays(FaultTable.Cell cell) throws Exception {
        Trouble trouble = troubles.all().get(cell.trouble()).get();
        try (FaultScene scene = new FaultScene(directory, trouble, cell.phase())) {
            scene.play();
            String text = scene.text().replace(other.url(), "OTHER");
            assertAll(
                    () -> assertEquals(cell.outcome(), scene.seen.outcome().kind(), text),
                    () -> assertEquals(cell.jobs(), scene.rig.hub.jobs().size(), "jobs in the Hub"),
                    () -> assertEquals(cell.posts(), scene.rig.posts(), "requests to submit"),
                    () -> assertEquals(cell.job(), scene.jobState(), "state of the job"),
                    () -> assertEquals(cell.contact(), scene.contact(), text),
                    () -> cell.told().forEach(part -> assertTrue(text.contains(part), () -> part + " not in: " + text)),
                    () -> assertNothingIsLeft(scene),
                    () -> assertTextIsHarmless(scene),
                    () -> assertTheKeyWentNowhereElse(scene));
            if (cell.phase().name().startsWith("CANCEL")) {
                assertTrue(text.contains("HUB/job/1"), "no link to the job");
            }
        }
    }

    private static void assertNothingIsLeft(FaultScene scene) throws Exception {
        assertEquals(List.of(), scene.rig.journal.all(), "records");
        assertEquals(0, scene.rig.time.waiting(), "timers");
        assertEquals(0, scene.rig.connection.follower().size(), "jobs followed");
    }

    private static void assertTextIsHarmless(FaultScene scene) {
        scene.seen.text().replace("\n", "").codePoints().forEach(c -> {
            boolean harmful = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
            assertFalse(harmful, () -> "control character " + c);
        });
        scene.seen.lines.forEach(line -> assertFalse(line.startsWith("Finished"), line));
        assertFalse(scene.showsKey(), "the key can be read");
    }

    private static void assertTheKeyWentNowhereElse(FaultScene scene) {
        assertEquals(0, other.requestCount(), "requests to where a redirect points");
        assertEquals(0, scene.rig.hub.requests("GET", WITHIN_THE_HUB).size());
        assertEquals(0, scene.rig.hub.requests("POST", WITHIN_THE_HUB).size());
    }

    @Test
    void theTableHasEveryTroubleInEveryPhase() {
        List<FaultTable.Cell> cells = cells();
        assertEquals(
                troubles.all().keySet(),
                cells.stream().map(FaultTable.Cell::trouble).collect(Collectors.toSet()));
        Set<FaultScene.Phase> always = EnumSet.of(
                FaultScene.Phase.SUBMIT, FaultScene.Phase.FOLLOW, FaultScene.Phase.CANCEL, FaultScene.Phase.TASKS);
        for (String trouble : troubles.all().keySet()) {
            List<FaultScene.Phase> phases = cells.stream()
                    .filter(cell -> cell.trouble().equals(trouble))
                    .map(FaultTable.Cell::phase)
                    .toList();
            assertTrue(phases.containsAll(always), () -> trouble + " has only " + phases);
            assertEquals(phases.size(), EnumSet.copyOf(phases).size(), () -> trouble + " has a phase twice: " + phases);
        }
    }

    @Test
    void noLineOfTheTableLetsTheHubTakeARequestTwice() {
        cells().forEach(cell -> assertTrue(cell.jobs() <= 1, cell::toString));
    }
}
