package io.jenkins.plugins.ngenea.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.engine.Rig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs in states that nobody knows, of which the list does not show when they ended. */
@Timeout(60)
class UnknownStatesOnTheListTest {
    @TempDir
    Path directory;

    private Rig rig;
    private JobFollower follower;

    @BeforeEach
    void start() {
        rig = new Rig(directory);
        rig.hub.holdJobs();
        follower = rig.connection.follower();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void anEndInAnUnknownStateThatTheListDoesNotShowIsSeenSingly() throws Exception {
        List<Heard> all = Heard.ofNew(5, rig, follower);
        StringBuilder rows = new StringBuilder();
        for (int id = 5; id >= 1; id--) {
            rows.append("{\"id\":").append(id).append(",\"state\":\"FAILED\"}").append(id > 1 ? "," : "");
        }
        String list = "{\"count\":5,\"next\":null,\"results\":[" + rows + "]}";
        rig.hub.faults().always(FaultPoint.JOBS, Fault.status(200, list, "application/json"));
        String single = "{\"state\":\"FAILED\",\"completed\":\"2024-05-01T12:00:00Z\"}";
        rig.hub.faults().always(FaultPoint.JOB, Fault.status(200, single, "application/json"));
        rig.time.advance(Duration.ofMinutes(5));
        assertEquals(0, follower.size());
        all.forEach(heard -> assertEquals("FAILED", heard.states.get(heard.states.size() - 1)));
    }

    @Test
    void aJobThatRunsInAnUnknownStateIsRarelyAskedForSingly() throws Exception {
        Heard.ofNew(20, rig, follower);
        rig.hub.jobs().forEach(job -> job.moveTo("POLISHING"));
        rig.time.advance(Duration.ofMinutes(10));
        assertEquals(20, follower.size());
        int singles = rig.hub.requests(FaultPoint.JOB).size();
        assertTrue(singles >= 20 && singles <= 20 * 6, "singles " + singles);
        assertTrue(rig.hub.requests(FaultPoint.JOBS).size() > 0);
    }
}
