package io.jenkins.plugins.ngenea.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.journal.JournalEntry.Status;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Records of an earlier session that a run of the same request takes over. */
@Timeout(60)
class AdoptedRecordTest extends TwoSessions {
    @ParameterizedTest
    @EnumSource(names = {"SUBMITTING", "FOLLOWING"})
    void anOpenRecordOfAnEarlierSessionIsAdoptedUnderTheNewKey(Status status) throws Exception {
        earlier.save(entry("old", status, status == Status.SUBMITTING ? "" : "42"));
        Journal.Adopted handedOver = journal.adopt(ofBuild(BUILD, "new"), HASH).orElseThrow();
        JournalEntry adopted = handedOver.entry();
        assertEquals("old", handedOver.formerKey());
        assertEquals("new", adopted.key());
        assertEquals(status, adopted.status());
        assertEquals(List.of(adopted), journal.all());
    }

    @Test
    void aRecordIsAdoptedOnce() throws Exception {
        earlier.save(entry("old", Status.FOLLOWING, "42"));
        assertTrue(journal.adopt(ofBuild(BUILD, "new"), HASH).isPresent());
        assertEquals(Optional.empty(), journal.adopt(ofBuild(BUILD, "newer"), HASH));
    }

    @Test
    void twoRecordsOfOneRequestGoToTwoRuns() throws Exception {
        earlier.save(entry("old-1", Status.FOLLOWING, "41"));
        earlier.save(entry("old-2", Status.FOLLOWING, "42"));
        String one = journal.adopt(ofBuild(BUILD, "new-1"), HASH)
                .orElseThrow()
                .entry()
                .jobId();
        String two = journal.adopt(ofBuild(BUILD, "new-2"), HASH)
                .orElseThrow()
                .entry()
                .jobId();
        assertEquals(List.of("41", "42"), Stream.of(one, two).sorted().toList());
    }

    @Test
    void anotherRequestsRecordIsNotAdopted() throws Exception {
        earlier.save(entry("old", Status.FOLLOWING, "42"));
        assertEquals(Optional.empty(), journal.adopt(ofBuild(BUILD, "new"), "another hash"));
    }

    @Test
    void anotherBuildsRecordIsNotAdopted() throws Exception {
        earlier.save(entry("old", Status.FOLLOWING, "42"));
        assertEquals(Optional.empty(), journal.adopt(ofBuild("a folder/job » x#13", "new"), HASH));
    }

    @Test
    void aRecordOfThisSessionIsNotAdopted() throws Exception {
        journal.save(entry("old", Status.FOLLOWING, "42"));
        assertEquals(Optional.empty(), journal.adopt(ofBuild(BUILD, "new"), HASH));
    }

    @Test
    void aClaimedRecordIsNotAdopted() throws Exception {
        earlier.save(entry("old", Status.FOLLOWING, "42"));
        journal.claim("old");
        assertEquals(Optional.empty(), journal.adopt(ofBuild(BUILD, "new"), HASH));
    }

    @Test
    void aRecordWhoseCancelIsPendingIsNotAdopted() throws Exception {
        earlier.save(entry("old", Status.CANCELLING, "42"));
        assertEquals(Optional.empty(), journal.adopt(ofBuild(BUILD, "new"), HASH));
    }

    @Test
    void theRecordOfTheSameRequestToAnotherHubIsNotAdopted() throws Exception {
        earlier.save(entry("old", Status.FOLLOWING, "42"));
        assertEquals(Optional.empty(), journal.adopt(plan(BUILD, "new", "another hub"), HASH));
    }

    @Test
    void aRecordIsFoundThoughItsBuildHasAnotherNameByNow() throws Exception {
        earlier.save(entry("old", Status.FOLLOWING, "42"));
        assertEquals(Optional.empty(), journal.find("renamed/job » x#12", "old"));
        assertEquals("42", journal.findAnywhere("old").orElseThrow().jobId());
    }

    @Test
    void anEndedRecordIsNotAdopted() throws Exception {
        earlier.save(entry("old", Status.ENDED, "42"));
        assertEquals(Optional.empty(), journal.adopt(ofBuild(BUILD, "new"), HASH));
    }

    @Test
    void theSameRequestIsAdoptedByTheAddressOfItsHub() throws Exception {
        earlier.save(entry("old", Status.FOLLOWING, "42").atHub("https://a"));
        assertEquals(Optional.empty(), journal.adopt(ofBuild(BUILD, "new").atHub("https://b"), HASH));
        assertTrue(journal.adopt(plan(BUILD, "new", "renamed").atHub("https://a"), HASH)
                .isPresent());
    }

    private static JournalEntry ofBuild(String build, String key) {
        return plan(build, key, entry(key, Status.FOLLOWING, "1").hub());
    }
}
