package io.jenkins.plugins.ngenea.poll;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.RecordedRequest;
import io.jenkins.plugins.ngenea.engine.Rig;
import io.jenkins.plugins.ngenea.hub.HubClients;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many jobs on a Hub in trouble: nobody starves, nobody waits for somebody else's request, and the Hub is not hammered. */
@Timeout(120)
class ManyJobsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    private Rig rig;

    @BeforeEach
    void start() {
        rig = new Rig(directory);
        rig.hub.holdJobs();
    }

    @AfterEach
    void stop() {
        rig.hub.faults().clear();
        rig.hub.faults().release();
        rig.close();
    }

    /** By job id. */
    private Map<String, Heard> follow(int jobs) throws Exception {
        Map<String, Heard> all = new LinkedHashMap<>();
        for (int i = 0; i < jobs; i++) {
            all.put(rig.connection.client().submit(WorkflowBody.of(HubClients.manualsExample())), new Heard());
        }
        rig.hub.clearRequests();
        all.forEach((id, heard) -> rig.connection.follower().follow(id, false, heard));
        return all;
    }

    @Test
    void threeHundredJobsKnockAtABrokenHubAsOftenAsOne() throws Exception {
        Map<String, Heard> all = follow(300);
        rig.time.advance(MINUTE);
        rig.hub.faults().always(FaultPoint.ANY, Fault.unavailable());
        rig.time.advance(MINUTE);
        rig.hub.clearRequests();
        rig.time.advance(Duration.ofMinutes(10));
        int requests = rig.hub.requests().size();
        assertTrue(requests >= 10 && requests <= 25, requests + " requests in ten minutes");
        all.values().forEach(heard -> assertEquals(1, heard.lost.size()));
        rig.hub.faults().clear();
        rig.hub.clearRequests();
        rig.time.advance(MINUTE);
        all.values().forEach(heard -> assertEquals(1, heard.back.size()));
        all.values().forEach(heard -> assertEquals(List.of("STARTED"), heard.states));
        assertTrue(rig.hub.requests().size() < 40, rig.hub.requests().size() + " requests to be back again");
    }

    @Test
    void threeHundredJobsWhoseKeyIsRefusedKnockAsOftenAsOne() throws Exception {
        Map<String, Heard> all = follow(300);
        rig.time.advance(MINUTE);
        rig.hub.faults().always(FaultPoint.ANY, Fault.detail(401, "Invalid token."));
        rig.hub.clearRequests();
        rig.time.advance(MINUTE);
        int requests = rig.hub.requests().size();
        assertTrue(requests <= 12, requests + " requests in the first minute");
        rig.hub.faults().clear();
        rig.time.advance(MINUTE);
        all.values().forEach(heard -> assertEquals(List.of(), heard.failed));
        all.values().forEach(heard -> assertEquals(List.of("STARTED"), heard.states));
        all.values().forEach(heard -> assertTrue(heard.back.size() <= 1));
    }

    @Test
    void anOutageLongerThanTheBudgetEndsAllOfThem() throws Exception {
        Map<String, Heard> all = follow(50);
        rig.time.advance(SECOND);
        rig.hub.goDown();
        rig.time.advance(Rig.BUDGET.plus(MINUTE));
        all.values().forEach(heard -> assertEquals(1, heard.failed.size()));
        assertEquals(0, rig.connection.follower().size());
    }

    @Test
    void aJobThatTheHubCannotShowTroublesNoOther() throws Exception {
        Map<String, Heard> all = follow(3);
        String broken = all.keySet().iterator().next();
        rig.hub.faults().alwaysForJob(broken, Fault.html(500));
        rig.time.advance(Duration.ofMinutes(5));
        all.forEach(
                (id, heard) -> assertEquals(id.equals(broken) ? 1 : 0, heard.lost.size(), "lost contact, job " + id));
        rig.hub.jobs().forEach(job -> job.finish("SUCCESS"));
        rig.time.advance(Duration.ofSeconds(20));
        all.forEach((id, heard) ->
                assertEquals(id.equals(broken) ? List.of() : List.of("STARTED", "SUCCESS"), heard.states));
    }

    @Test
    void aListThatAlwaysFailsIsTheListsTroubleAndNotTheHubs() throws Exception {
        rig.hub.faults().always(FaultPoint.JOBS, Fault.badGateway());
        Map<String, Heard> all = follow(20);
        rig.time.advance(MINUTE);
        all.values().forEach(heard -> assertEquals(List.of(), heard.lost));
        all.values().forEach(heard -> assertEquals(List.of("STARTED"), heard.states));
        assertEquals(1, rig.hub.requests(FaultPoint.JOBS).size());
        rig.time.advance(Duration.ofMinutes(2));
        assertEquals(2, rig.hub.requests(FaultPoint.JOBS).size());
    }

    @Test
    void aThrottledListMakesEverybodyWaitAsLongAsTheHubAsks() throws Exception {
        Map<String, Heard> all = follow(20);
        rig.hub.faults().next(FaultPoint.JOBS, Fault.tooManyRequests("30"));
        Instant throttled = rig.time.now();
        rig.time.advance(MINUTE);
        List<Instant> asked =
                rig.hub.requests().stream().map(RecordedRequest::at).toList();
        assertEquals(throttled, asked.get(0));
        assertEquals(throttled.plusSeconds(30), asked.get(1));
        all.values().forEach(heard -> assertEquals(1, heard.back.size()));
    }

    @Test
    void withoutAUsefulListNoMoreThanFiftyJobsAreAskedForInASecondAndEachInItsTurn() throws Exception {
        rig.hub.faults().always(FaultPoint.JOBS, Fault.detail(403, "no lists"));
        Map<String, Heard> all = follow(300);
        rig.time.advance(Duration.ofSeconds(14));
        all.values().forEach(heard -> assertEquals(List.of("STARTED"), heard.states));
        Map<Long, Long> bySecond = rig.hub.requests(FaultPoint.JOB).stream()
                .collect(Collectors.groupingBy(
                        request -> request.at().getEpochSecond(), TreeMap::new, Collectors.counting()));
        bySecond.values().forEach(requests -> assertTrue(requests <= SinglePolls.IN_A_SECOND + 1, bySecond.toString()));
        Map<String, Long> byJob = rig.hub.requests(FaultPoint.JOB).stream()
                .collect(Collectors.groupingBy(RecordedRequest::path, Collectors.counting()));
        byJob.values().forEach(requests -> assertTrue(requests == 2 || requests == 3, byJob.toString()));
    }

    @Test
    void aJobThatEndsIsSeenOnAPageThatWasAskedForBecauseOfOthers() throws Exception {
        Map<String, Heard> old = follow(1);
        rig.time.advance(Duration.ofMinutes(10).plusSeconds(1));
        follow(10);
        rig.hub.job(old.keySet().iterator().next()).finish("SUCCESS");
        rig.time.advance(SECOND);
        assertEquals(List.of("STARTED", "SUCCESS"), old.values().iterator().next().states);
    }

    @Test
    void oneStuckRequestHoldsUpNoOtherJob() throws Exception {
        rig.onThreads();
        Map<String, Heard> all = follow(3);
        List<String> ids = new ArrayList<>(all.keySet());
        rig.hub.faults().alwaysForJob(ids.get(0), Fault.hang());
        rig.time.settle();
        await().until(() -> all.get(ids.get(2)).states.equals(List.of("STARTED")));
        rig.hub.job(ids.get(2)).finish("SUCCESS");
        await().until(() -> {
            rig.time.advance(SECOND);
            return all.get(ids.get(2)).states.equals(List.of("STARTED", "SUCCESS"));
        });
        assertEquals(List.of(), all.get(ids.get(0)).states);
    }

    @Test
    void aStuckListRequestIsLeftBehindAfterFiveSeconds() throws Exception {
        rig.onThreads();
        rig.hub.faults().next(FaultPoint.JOBS, Fault.hang());
        Map<String, Heard> all = follow(20);
        rig.time.settle();
        assertTrue(rig.hub.awaitRequests(FaultPoint.JOBS, 1, Duration.ofSeconds(20)));
        rig.time.advance(Duration.ofSeconds(6));
        await().until(() -> all.values().stream().allMatch(heard -> heard.states.equals(List.of("STARTED"))));
        assertEquals(2, rig.hub.requests(FaultPoint.JOBS).size());
    }

    @Test
    void noMoreThanThreeSingleRequestsAreOutAtATime() throws Exception {
        rig.onThreads();
        rig.hub.faults().always(FaultPoint.JOBS, Fault.detail(403, "no lists"));
        rig.hub.faults().always(FaultPoint.JOB, Fault.hang());
        follow(20);
        rig.time.settle();
        assertTrue(rig.hub.awaitRequests(FaultPoint.JOB, SinglePolls.AT_ONCE, Duration.ofSeconds(20)));
        rig.time.advance(SECOND);
        rig.connection.client().submit(WorkflowBody.of(HubClients.manualsExample()));
        assertEquals(SinglePolls.AT_ONCE, rig.hub.requests(FaultPoint.JOB).size());
    }
}
