package io.jenkins.plugins.ngenea.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.journal.JournalEntry.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JournalTest extends TwoSessions {
    @Test
    void aRecordIsReadBackAsItWasWritten() throws Exception {
        JournalEntry saved = earlier.save(entry("k", Status.FOLLOWING, "42"));
        assertEquals(Optional.of(saved), journal.find(BUILD, "k"));
        assertEquals(
                entry("k", Status.FOLLOWING, "42"),
                journal.find(BUILD, "k").orElseThrow().inSession(""));
    }

    @Test
    void aRecordThatIsNotThereIsNotFound() throws Exception {
        assertEquals(Optional.empty(), journal.find(BUILD, "k"));
        assertEquals(List.of(), journal.of(BUILD));
        assertEquals(List.of(), new Journal(directory.resolve("never made")).all());
    }

    @Test
    void savingAgainReplacesTheRecordAndLeavesNothingAside() throws Exception {
        journal.save(entry("k", Status.SUBMITTING, ""));
        journal.save(entry("k", Status.FOLLOWING, "42"));
        assertEquals(1, files().size());
        assertEquals("42", journal.find(BUILD, "k").orElseThrow().jobId());
    }

    @Test
    void whatACrashLeftHalfWrittenIsNoRecord() throws Exception {
        journal.save(entry("k", Status.FOLLOWING, "42"));
        Files.writeString(files().get(0).resolveSibling("new123.tmp"), "{\"key\":\"hal");
        assertEquals(1, journal.all().size());
    }

    @Test
    void whoeverReadsWhileARecordIsWrittenSeesTheOldOneOrTheNewOne() throws Exception {
        journal.save(entry("k", Status.SUBMITTING, ""));
        Future<?> writing = threads.submit(() -> {
            for (int i = 0; i < 300; i++) {
                journal.save(entry("k", Status.FOLLOWING, "4".repeat(1 + i % 90)));
            }
            return null;
        });
        do {
            assertEquals("k", earlier.find(BUILD, "k").orElseThrow().key());
        } while (!writing.isDone());
        writing.get();
    }

    @Test
    void anInterruptAtTheEndOfTheProcessDoesNotBreakAWriteOffHalfWay() throws Exception {
        Thread.currentThread().interrupt();
        try {
            journal.save(entry("k", Status.FOLLOWING, "42"));
            assertEquals("42", journal.find(BUILD, "k").orElseThrow().jobId());
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void aRecordThatCannotBeWrittenIsAnError() throws Exception {
        Path file = Files.writeString(directory.resolve("a file"), "no folder");
        assertThrows(IOException.class, () -> new Journal(file).save(entry("k", Status.SUBMITTING, "")));
    }

    @Test
    void aFieldOfALaterVersionIsNoError() throws Exception {
        journal.save(entry("k", Status.FOLLOWING, "42"));
        Path file = files().get(0);
        Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{\"later\":1,"));
        assertEquals("42", journal.find(BUILD, "k").orElseThrow().jobId());
    }

    @Test
    void theBuildsFolderGoesWithItsLastRecord() throws Exception {
        journal.save(entry("a", Status.FOLLOWING, "1"));
        journal.save(entry("b", Status.FOLLOWING, "2"));
        journal.remove(entry("a", Status.FOLLOWING, "1"));
        assertEquals(1, files().size());
        journal.remove(entry("b", Status.FOLLOWING, "2"));
        assertEquals(0, directory.toFile().list().length);
    }

    @Test
    void removingTwiceDoesNoHarm() throws Exception {
        journal.save(entry("a", Status.FOLLOWING, "1"));
        journal.remove(entry("a", Status.FOLLOWING, "1"));
        journal.remove(entry("a", Status.FOLLOWING, "1"));
        assertEquals(List.of(), journal.all());
    }

    @Test
    void oneBranchMayBeginWhileAnotherOneEnds() throws Exception {
        List<Future<?>> branches = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String key = "branch-" + i;
            branches.add(threads.submit(() -> {
                for (int round = 0; round < 200; round++) {
                    journal.remove(journal.save(entry(key, Status.SUBMITTING, "")));
                }
                return null;
            }));
        }
        for (Future<?> branch : branches) {
            branch.get();
        }
        assertEquals(List.of(), journal.all());
    }

    @Test
    void recordsGoWithTheirBuildWhenItIsRenamed() throws Exception {
        earlier.save(entry("k", Status.CANCELLING, "42"));
        earlier.save(entry("ended", Status.ENDED, "41"));
        earlier.rename("a folder/job » x", "renamed");
        assertEquals(List.of(), journal.of(BUILD));
        assertEquals(2, journal.of("renamed#12").size());
        assertEquals(
                entry("k", Status.CANCELLING, "42").withBuild("renamed#12"),
                journal.find("renamed#12", "k").orElseThrow().inSession(""));
        assertEquals(2, files().size());
    }

    @Test
    void theRecordsOfOtherBuildsStayWhenOneIsRenamed() throws Exception {
        JournalEntry other = earlier.save(entry("k", Status.FOLLOWING, "42").withBuild("another#12"));
        earlier.rename("a folder/job » x", "renamed");
        assertEquals(List.of(other), journal.of("another#12"));
    }

    @Test
    void aRunThatBeganBeforeItsBuildWasRenamedWritesAndRemovesItsRecordUnderTheNewName() throws Exception {
        JournalEntry begun = entry("k", Status.FOLLOWING, "42");
        earlier.begin(begun);
        earlier.rename("a folder/job » x", "renamed");
        assertEquals("renamed#12", earlier.save(begun).build());
        assertEquals(List.of(), journal.of(BUILD));
        assertEquals(1, journal.of("renamed#12").size());
        earlier.remove(begun);
        assertEquals(List.of(), earlier.all());
        assertEquals(List.of(), files());
    }

    @Test
    void theRecordsOfOthersAreNotReadForEachQuestion() throws Exception {
        journal.save(entry("other branch", Status.FOLLOWING, "42"));
        earlier.save(entry("other build", Status.FOLLOWING, "43").withBuild("another#1"));
        assertEquals(2, new Journal(directory).all().size());
        Journal reader = new Journal(directory);
        reader.all();
        damage("other branch");
        damage("other build");
        JournalEntry asking = entry("new", Status.SUBMITTING, "");
        assertTrue(reader.knows(asking, "42"));
        assertTrue(reader.knows(asking, "43"));
        assertFalse(reader.knows(asking, "44"));
        assertEquals(1, reader.of(BUILD).size());
        assertEquals(2, reader.all().size());
        assertTrue(reader.hasRecords("another#1"));
        assertEquals("new", reader.adopt(asking, HASH).orElseThrow().entry().key());
    }

    @Test
    void whatIsSavedRenamedAndRemovedIsAnsweredAtOnceWithoutTheDisk() throws Exception {
        assertFalse(journal.hasRecords(BUILD));
        journal.save(entry("k", Status.SUBMITTING, ""));
        assertTrue(journal.hasRecords(BUILD));
        assertFalse(journal.knows(entry("asking", Status.SUBMITTING, ""), "42"));
        journal.save(entry("k", Status.FOLLOWING, "42"));
        assertTrue(journal.knows(entry("asking", Status.SUBMITTING, ""), "42"));
        journal.rename("a folder/job » x", "renamed");
        assertFalse(journal.hasRecords(BUILD));
        assertTrue(journal.hasRecords("renamed#12"));
        assertTrue(journal.has("k"));
        journal.remove(entry("k", Status.FOLLOWING, "42").withBuild("renamed#12"));
        assertFalse(journal.hasRecords("renamed#12"));
        assertFalse(journal.knows(entry("asking", Status.SUBMITTING, ""), "42"));
        assertFalse(journal.has("k"));
    }

    @Test
    void manyThreadsLeaveInMemoryWhatIsOnDisk() throws Exception {
        List<Future<?>> branches = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String key = "branch-" + i;
            branches.add(threads.submit(() -> {
                for (int round = 0; round < 50; round++) {
                    JournalEntry ours = journal.save(entry(key, Status.FOLLOWING, key));
                    journal.rename("a folder/job » x", "renamed");
                    journal.rename("renamed", "a folder/job » x");
                    if (round % 3 == 0) {
                        journal.findAnywhere(key).ifPresent(journal::remove);
                    }
                    assertEquals(key, ours.jobId());
                }
                return null;
            }));
        }
        for (Future<?> branch : branches) {
            branch.get();
        }
        assertEquals(Set.copyOf(new Journal(directory).all()), Set.copyOf(journal.all()));
    }

    @Test
    void severalProcessesSeeEachOthersRecords() throws Exception {
        Journal one = Journal.shared(directory);
        Journal other = Journal.shared(directory);
        JournalEntry asking = entry("asking", Status.SUBMITTING, "");
        assertFalse(one.knows(asking, "42"));
        JournalEntry saved = other.save(entry("k", Status.FOLLOWING, "42"));
        assertTrue(one.knows(asking, "42"));
        assertEquals(List.of(saved), one.all());
        other.remove(saved);
        assertFalse(one.knows(asking, "42"));
        assertEquals(List.of(), one.all());
    }

    @Test
    void unclaimedRecordsAreThoseOfAnEarlierSessionThatNoRunClaims() throws Exception {
        earlier.save(entry("left", Status.FOLLOWING, "41"));
        earlier.save(entry("claimed", Status.FOLLOWING, "42"));
        journal.claim("claimed");
        journal.save(entry("ours", Status.FOLLOWING, "43"));
        assertEquals(
                List.of("left"),
                journal.unclaimed().stream().map(JournalEntry::key).toList());
    }

    @Test
    void aJobIsKnownByItsHubAndId() throws Exception {
        earlier.save(entry("k", Status.ENDED, "42"));
        assertTrue(journal.knows(plan(BUILD, "new", "prod"), "42"));
        assertFalse(journal.knows(plan(BUILD, "new", "prod"), "4"));
        assertFalse(journal.knows(plan(BUILD, "new", "test"), "42"));
    }

    @Test
    void aJobIsKnownByTheAddressOfItsHubWhateverThatIsCalled() throws Exception {
        earlier.save(entry("k", Status.FOLLOWING, "42").atHub("https://hub.example.com"));
        JournalEntry asking = plan(BUILD, "new", "another name");
        assertTrue(journal.knows(asking.atHub("https://hub.example.com"), "42"));
        assertFalse(journal.knows(asking, "42"));
        assertFalse(journal.knows(plan(BUILD, "new", "prod").atHub("https://other.example.com"), "42"));
    }

    @Test
    void theSameNumberIsTakenOnceOfEachHub() {
        JournalEntry asking = plan(BUILD, "new", "prod");
        JournalEntry other = plan(BUILD, "other", "prod");
        assertTrue(journal.takeJob(asking.atHub("https://a"), "42"));
        assertFalse(journal.takeJob(other.atHub("https://a"), "42"));
        assertTrue(journal.takeJob(asking.atHub("https://a"), "42"));
        assertTrue(journal.takeJob(other.atHub("https://b"), "42"));
    }

    @Test
    void aJobIsKnownToOthersThoughItsRecordIsGone() throws Exception {
        JournalEntry submitted = entry("k", Status.FOLLOWING, "42").atHub("https://a");
        journal.takeJob(submitted, "42");
        assertTrue(journal.knows(plan(BUILD, "new", "prod").atHub("https://a"), "42"));
        assertFalse(journal.knows(submitted, "42"));
        assertFalse(journal.knows(plan(BUILD, "new", "prod").atHub("https://b"), "42"));
    }

    @Test
    void ofTakenJobsTheNewestAreKept() {
        JournalEntry one = plan(BUILD, "one", "prod");
        JournalEntry other = plan(BUILD, "other", "prod");
        for (int id = 0; id <= TakenJobs.KEPT; id++) {
            journal.takeJob(one, String.valueOf(id));
        }
        assertFalse(journal.takeJob(other, "1"));
        assertTrue(journal.takeJob(other, "0"));
    }

    @Test
    void recordsGoWithTheirHubWhenItIsRenamed() throws Exception {
        earlier.save(entry("new", Status.FOLLOWING, "1").atHub("https://a"));
        earlier.save(entry("old version", Status.CANCELLING, "2"));
        earlier.save(entry("ended", Status.ENDED, "3").atHub("https://a"));
        earlier.save(entry("elsewhere", Status.FOLLOWING, "4").atHub("https://b"));
        List<JournalEntry> open = earlier.nameHub("prod", "https://a", "production");
        assertEquals(2, open.size());
        for (String key : List.of("new", "old version", "ended")) {
            JournalEntry now = journal.find(BUILD, key).orElseThrow();
            assertEquals("production https://a", now.hub() + " " + now.hubUrl());
        }
        assertEquals("prod", journal.find(BUILD, "elsewhere").orElseThrow().hub());
        assertEquals(4, files().size());
    }

    @Test
    void aRunUnderWayDoesNotBringTheOldNameOfItsHubBack() throws Exception {
        JournalEntry running = earlier.save(entry("k", Status.FOLLOWING, "42").atHub("https://a"));
        earlier.nameHub("prod", "https://a", "production");
        assertEquals(
                "production",
                earlier.save(running.withStatus(Status.CANCELLING)).hub());
    }

    @Test
    void aHalfFinishedRenameCountsOnceAndAsTheLaterOne() throws Exception {
        earlier.save(entry("k", Status.FOLLOWING, "42"));
        Path old = files().get(0);
        byte[] asItWas = Files.readAllBytes(old);
        earlier.rename("a folder/job » x", "renamed");
        Files.createDirectories(old.getParent());
        Files.write(old, asItWas);
        Files.setLastModifiedTime(old, FileTime.fromMillis(1000));
        assertEquals(
                List.of("renamed#12"),
                journal.unclaimed().stream().map(JournalEntry::build).toList());
        assertEquals(1, files().size());
    }
}
