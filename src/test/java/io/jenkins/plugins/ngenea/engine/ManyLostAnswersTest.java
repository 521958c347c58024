package io.jenkins.plugins.ngenea.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.hub.HubClients;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many submits that lose their answers at the same moment, as when a gateway in front of the Hub restarts. */
@Timeout(120)
class ManyLostAnswersTest extends LostJobRun {
    private static final int MANY = 300;
    private static final int PAGES = 3;

    @TempDir
    Path recordings;

    private List<Seen> loseAnswers(int runs, Fault fault) {
        rig.hub.faults().times(runs, FaultPoint.SUBMIT, fault);
        List<Seen> all = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            Seen seen = new Seen();
            all.add(seen);
            rig.key = "run-" + i;
            rig.build = "job#" + i;
            rig.paths = List.of("/mmfs1/data/" + i);
            rig.start(seen);
        }
        return all;
    }

    @Test
    void threeHundredLooksAtThreeHundredJobsReadEachPageOnceAndNoFileTwice() throws Exception {
        List<Seen> all = loseAnswers(MANY, Fault.connectionReset());
        for (int i = 0; i < MANY; i++) {
            rig.connection
                    .client()
                    .submit(WorkflowBody.of(HubClients.request(List.of("/mmfs1/data/others/" + i), "none")));
        }
        rig.time.advance(Duration.ofSeconds(1));
        rig.hub.clearRequests();
        rig.pathReads.set(0);
        long records;
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileRead").withoutThreshold();
            recording.start();
            rig.time.advance(Duration.ofSeconds(60));
            recording.stop();
            records = reads(recording);
        }
        assertEquals(12 * PAGES, rig.hub.requests(FaultPoint.JOBS).size(), "pages in a minute");
        assertEquals(MANY, rig.pathReads.get(), "readings of a request's paths");
        assertEquals(0, records, "readings of records");
        all.forEach(seen -> assertEquals(List.of(), seen.jobIds));
    }

    /** How often something in the journal was read. */
    private long reads(Recording recording) throws Exception {
        Path file = recordings.resolve("reads.jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.FileRead"))
                .filter(event -> String.valueOf(event.getString("path")).startsWith(directory.toString()))
                .count();
    }

    @Test
    void eachFindsItsOwnJobInTheSamePass() {
        // or there would be the pages of those who follow theirs as well
        rig.awaitEnd = false;
        List<Seen> all = loseAnswers(MANY, Fault.takenThen(Fault.connectionReset()));
        rig.hub.clearRequests();
        rig.time.advance(Duration.ofSeconds(6));
        Set<String> ids = new TreeSet<>();
        all.forEach(seen -> ids.addAll(seen.jobIds));
        assertEquals(MANY, ids.size());
        assertEquals(PAGES, rig.hub.requests(FaultPoint.JOBS).size(), "pages of one pass");
    }

    @Test
    void theEndOfAFollowedJobIsKnownAsFastAsEverWhileSixtySearchAListThatHangs() throws Exception {
        rig.onThreads();
        rig.paths = List.of("/mmfs1/data/followed");
        Seen followed = new Seen();
        rig.start(followed);
        await().until(() -> followed.jobIds.equals(List.of("1")));
        loseAnswers(60, Fault.connectionReset());
        await().until(() -> rig.posts() == 61);
        rig.hub.faults().always(FaultPoint.JOBS, Fault.hang());
        rig.hub.clearRequests();
        rig.pass(Duration.ofSeconds(6));
        assertTrue(rig.hub.awaitRequests(FaultPoint.JOBS, 1, Duration.ofSeconds(20)));
        rig.hub.job("1").finish("SUCCESS");
        rig.pass(Duration.ofSeconds(2));
        // no more time passes: whatever is still to come for it is under way
        await().until(followed::isOver);
        assertEquals(1, rig.hub.requests(FaultPoint.JOBS).size(), "looks at the list");
        rig.hub.faults().clear();
        rig.hub.faults().release();
    }
}
