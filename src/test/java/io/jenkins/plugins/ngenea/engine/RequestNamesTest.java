package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.engine.Connection.ConnectionException;
import io.jenkins.plugins.ngenea.hub.model.PathSource;
import io.jenkins.plugins.ngenea.hub.model.WorkflowRequest;
import io.jenkins.plugins.ngenea.journal.HubAccess;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.journal.RunTerms;
import io.jenkins.plugins.ngenea.journal.StepOfBuild;
import io.jenkins.plugins.ngenea.output.Outcome;
import io.jenkins.plugins.ngenea.poll.RetryBudget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A workflow's and a site's name come from whoever may start a build; they forge no line of its log. */
@Timeout(60)
class RequestNamesTest {
    private static final String WORKFLOW = "mi\u001b[31m\u202egrate\r\nFinished: SUCCESS";
    private static final String SITE = "s1\u0007\nFinished: SUCCESS";

    private final Seen seen = new Seen();
    private Rig rig;

    @BeforeEach
    void start(@TempDir Path directory) {
        rig = new Rig(directory);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private JournalEntry entry() {
        return JournalEntry.ofNewRun(
                rig.key,
                new StepOfBuild(rig.build, "7"),
                new HubAccess("prod", ""),
                WORKFLOW,
                SITE,
                "",
                RunTerms.of(rig.time.now(), null, true, false));
    }

    private void run(Connection.Source source) {
        WorkflowRequest request = new WorkflowRequest(
                WORKFLOW, SITE, PathSource.of(List.of("/a\nFinished: SUCCESS")), null, Map.of(), null);
        new HubJobRun(
                        new RunPlan(entry(), () -> request, true, false),
                        Rig.services(rig.journal, rig.time, () -> new RetryBudget(Rig.BUDGET, new Random(1))),
                        source,
                        seen)
                .start();
        rig.untilOver(seen, Duration.ofHours(2));
    }

    private void assertClean() {
        String text = String.join("", seen.lines)
                + String.join("", seen.details)
                + seen.outcome().message();
        assertTrue(text.contains("workflow 'mi [31m grate Finished: SUCCESS' at site s1 Finished: SUCCESS"), text);
        text.codePoints()
                .forEach(c -> assertFalse(
                        Character.isISOControl(c) || Character.getType(c) == Character.FORMAT, () -> "character " + c));
    }

    @Test
    void whereItIsNotKnownWhetherTheHubTookTheRequest() {
        rig.hub.faults().always(FaultPoint.SUBMIT, Fault.connectionReset());
        run(() -> rig.connection);
        assertEquals(Outcome.Kind.UNKNOWN_SUBMIT, seen.outcome().kind());
        assertClean();
    }

    @Test
    void whereThereIsNoConnectionAnyMore() throws Exception {
        rig.journal.save(entry().submitting("hash", "0"));
        run(() -> {
            throw new ConnectionException("There is no Hub.", null);
        });
        assertEquals(Outcome.Kind.UNKNOWN_SUBMIT, seen.outcome().kind());
        assertClean();
    }
}
