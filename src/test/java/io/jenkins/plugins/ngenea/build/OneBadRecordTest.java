package io.jenkins.plugins.ngenea.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.ngenea.journal.HubAccess;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.journal.RunTerms;
import io.jenkins.plugins.ngenea.journal.StepOfBuild;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneBadRecordTest {
    private static JournalEntry record(String key) {
        return JournalEntry.ofNewRun(
                key,
                new StepOfBuild("job#1", ""),
                new HubAccess("production", ""),
                "migrate",
                "dfoster1",
                "1",
                RunTerms.of(Instant.EPOCH, null, true, false));
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
