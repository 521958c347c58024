package io.jenkins.plugins.ngenea.hub.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileCountsTest {
    private static Map<String, Long> counts(String text) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String count : text.split(" ")) {
            String[] parts = count.split("=");
            counts.put(parts[0], Long.valueOf(parts[1]));
        }
        return counts;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "total=2 processed=2 failed=0 skipped=0 | 2 of 2 files",
                "total=1 processed=0 failed=0 skipped=0 | 0 of 1 file",
                "total=5 processed=3 failed=1 skipped=1 | 4 of 5 files, 1 failed, 1 skipped",
                "processed=1                            | 1 file done",
                "total=2000                             | 2000 files",
                "failed=2                               | 2 failed",
                "total=2 processed=1 bytes_moved=512    | 1 of 2 files, bytes_moved 512",
                "numtasks=3                             | numtasks 3",
            })
    void aLogSaysWhatTheCountersMeanAndKeepsTheNamesThatNobodyKnows(String counters, String text) {
        assertEquals(text, FileCounts.of(counts(counters)).text());
    }

    @Test
    void aJobThatShowsNoCounterHasNothingToBeSaid() {
        assertEquals("", FileCounts.of(Map.of()).text());
        assertEquals("", FileCounts.of(Map.of("failed", 0L)).text());
    }

    @Test
    void whatFailedIsPartOfTheShare() {
        assertEquals(66, FileCounts.of(counts("total=3 processed=1 failed=1")).percent());
    }

    @Test
    void withoutATotalThereIsNoShare() {
        assertFalse(FileCounts.of(counts("processed=1")).isShareKnown());
        assertFalse(FileCounts.of(counts("processed=0 total=0")).isShareKnown());
    }

    @Test
    void countersThatMakeNoSenseGiveAShareAllTheSame() {
        assertEquals(
                1,
                FileCounts.of(counts("processed=9223372036854775807 failed=9 total=2"))
                        .share());
    }
}
