package io.jenkins.plugins.ngenea.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.journal.JournalEntry.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that are damaged, repaired, removed, or of another version. */
@Timeout(60)
class UnreadableRecordTest extends TwoSessions {
    @Test
    void aDamagedRecordDoesNotHideTheOthers() throws Exception {
        earlier.save(entry("well", Status.FOLLOWING, "41"));
        earlier.save(entry("damaged", Status.FOLLOWING, "42"));
        damage("damaged");
        assertEquals(
                List.of("well"), journal.all().stream().map(JournalEntry::key).toList());
    }

    @Test
    void aRecordThatCannotBeReadIsNeverNoRecord() throws Exception {
        earlier.save(entry("k", Status.FOLLOWING, "42"));
        damage("k");
        assertTrue(journal.hasRecords(BUILD));
        assertTrue(journal.has("k"));
        assertEquals(files(), journal.unreadable());
        String told = assertThrows(UnreadableRecordException.class, () -> journal.find(BUILD, "k"))
                .getMessage();
        assertTrue(told.contains(files().get(0).toString()), told);
        assertThrows(UnreadableRecordException.class, () -> journal.findAnywhere("k"));
        assertEquals(1, files().size());
    }

    @Test
    void aRecordThatSomebodyRepairsCountsAgain() throws Exception {
        JournalEntry saved = earlier.save(entry("k", Status.FOLLOWING, "42"));
        Path file = files().get(0);
        String whole = Files.readString(file);
        damage("k");
        assertEquals(List.of(file), journal.unreadable());
        Files.writeString(file, whole);
        journal.lookAtUnreadable();
        assertEquals(List.of(), journal.unreadable());
        assertEquals(List.of(saved), journal.of(BUILD));
        assertEquals(List.of(saved), journal.unclaimed());
    }

    @Test
    void aRecordThatSomebodyRemovesIsGone() throws Exception {
        earlier.save(entry("k", Status.FOLLOWING, "42"));
        damage("k");
        assertEquals(files(), journal.unreadable());
        Files.delete(files().get(0));
        journal.lookAtUnreadable();
        assertEquals(List.of(), journal.unreadable());
        assertFalse(journal.hasRecords(BUILD));
    }

    @Test
    void recordsThatCannotBeReadAreListedWithoutALookAtTheirFiles() throws Exception {
        earlier.save(entry("k", Status.FOLLOWING, "42"));
        damage("k");
        List<Path> damaged = files();
        assertEquals(damaged, journal.unreadable());
        Files.delete(damaged.get(0));
        assertEquals(damaged, journal.unreadable());
    }

    @Test
    void manyFilesThatCannotBeReadDoNotHoldUpTheStart() throws Exception {
        earlier.save(entry("k", Status.FOLLOWING, "42"));
        for (int i = 0; i < 20; i++) {
            // reading a folder fails as reading another user's file does
            Files.createDirectory(files().get(0).resolveSibling("key" + i + ".json"));
        }
        assertTimeout(Duration.ofSeconds(5), () -> assertEquals(1, journal.all().size()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"phase", "stop"})
    void aWordOfALaterVersionIsNotGuessedAt(String field) throws Exception {
        earlier.save(entry("k", Status.FOLLOWING, "42").withStop(StopReason.ABORTED));
        Path file = files().get(0);
        String now = Files.readString(file);
        String later = now.replaceFirst("(\"" + field + "\":)\"[A-Z]+\"", "$1\"PAUSING\"");
        assertFalse(later.equals(now), now);
        Files.writeString(file, later);
        String told = assertThrows(UnreadableRecordException.class, () -> journal.find(BUILD, "k"))
                .getMessage();
        assertTrue(told.contains("'PAUSING'") && told.contains(file.toString()), told);
        assertEquals(List.of(), journal.unclaimed());
        assertEquals(later, Files.readString(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "\"text\"",
                "{\"phase\":\"FOLLOWING\"}",
                "{\"phase\":null}",
                "\u0000\u0000"
            })
    void whatIsNoRecordIsUnreadable(String text) throws Exception {
        earlier.save(entry("k", Status.FOLLOWING, "42"));
        Files.writeString(files().get(0), text);
        assertThrows(UnreadableRecordException.class, () -> journal.find(BUILD, "k"));
        assertTrue(journal.has("k"));
    }

    @Test
    void whatAnEarlierVersionDidNotWriteIsNotKnown() throws Exception {
        earlier.save(entry("k", Status.FOLLOWING, "42"));
        Files.writeString(
                files().get(0),
                "{\"key\":\"k\",\"build\":\"" + BUILD
                        + "\",\"hub\":\"prod\",\"phase\":\"FOLLOWING\",\"jobId\":\"42\"}");
        JournalEntry read = journal.find(BUILD, "k").orElseThrow();
        assertEquals("42", read.jobId());
        assertEquals(List.of("", "", "", ""), List.of(read.node(), read.workflow(), read.site(), read.session()));
        assertTrue(read.terms().cancelOnAbort());
        assertFalse(read.terms().cancelOnFailure());
        assertEquals(null, read.deadline());
        assertEquals(List.of(read), journal.unclaimed());
    }

    @Test
    void aDamagedRecordThatIsNewerThanTheSearchMayKnowAnyJob() throws Exception {
        earlier.save(entry("k", Status.FOLLOWING, "42"));
        damage("k");
        JournalEntry asking = plan(BUILD, "new", "prod");
        assertTrue(journal.knows(asking, "7"));
        long written = Files.getLastModifiedTime(files().get(0)).toMillis();
        JournalEntry later = JournalEntry.ofNewRun(
                "new",
                new StepOfBuild(BUILD, "7"),
                new HubAccess("prod", ""),
                "",
                "",
                "",
                RunTerms.of(Instant.ofEpochMilli(written + 1), null, true, false));
        assertFalse(journal.knows(later, "7"));
    }
}
