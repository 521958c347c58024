package io.jenkins.plugins.ngenea.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.ngenea.journal.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneBadRecordTest {
    private static JournalEntry record(String key) {
        return JournalEntry.ofNewRun(
                key, "job#1", "", "production", "", "migrate", "dfoster1", "1", Instant.EPOCH, null, true);
    }

    @Test
    void aRecordThatCannotBeTakenUpKeepsNoOtherFromIt() {
        List<String> takenUp = new ArrayList<>();
        RunRegistry.forEach(List.of(record("first"), record("bad"), record("last")), entry -> {
            if (entry.key().equals("bad")) {
                throw new IllegalStateException("its build cannot be loaded");
            }
            takenUp.add(entry.key());
        });
        assertEquals(List.of("first", "last"), takenUp);
    }
}
