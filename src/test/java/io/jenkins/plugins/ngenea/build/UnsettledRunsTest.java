package io.jenkins.plugins.ngenea.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnsettledRunsTest {
    private final UnsettledRuns runs = new UnsettledRuns();

    private void add(int count) {
        for (int i = 0; i < count; i++) {
            runs.add(new BackgroundRun("job#" + i, false, "key", "end " + i, "", true, false));
        }
    }

    private List<String> builds() {
        return runs.list().stream().map(BackgroundRun::buildId).toList();
    }

    @Test
    void theNewestHundredAreKeptAndTheOthersCounted() {
        add(250);
        assertEquals(UnsettledRuns.MOST, runs.list().size());
        assertEquals("job#249", builds().get(0));
        assertEquals("job#150", builds().get(UnsettledRuns.MOST - 1));
        assertEquals(150, runs.more());
    }

    @Test
    void thoseThatAreForgottenAreNotCountedEither() {
        add(250);
        runs.forget();
        assertEquals(List.of(), runs.list());
        assertEquals(0, runs.more());
    }

    @Test
    void theyGoWithTheirBuildWhenItIsRenamed() {
        add(3);
        runs.rename(build -> build.equals("job#1") ? "renamed#1" : build);
        assertEquals(List.of("job#2", "renamed#1", "job#0"), builds());
        assertEquals("end 1", runs.list().get(1).status());
    }
}
