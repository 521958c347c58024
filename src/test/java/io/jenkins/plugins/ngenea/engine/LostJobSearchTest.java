package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.hub.HubClients;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class LostJobSearchTest extends LostJobRun {
    private static final Fault TAKEN = Fault.takenThen(Fault.connectionReset());

    private void assertFound(String jobId) {
        assertEquals(List.of(jobId), seen.jobIds);
        assertEquals(1, seen.linesWith("The Hub accepted the request: found job " + jobId));
        assertFalse(seen.isOver());
        assertEquals(1, rig.posts());
    }

    static List<HubProfile> profilesWithPaths() {
        return List.of(
                HubProfile.PATHS_IN_JOBS,
                HubProfile.DETAILS_IN_JOBS,
                HubProfile.PATHS_IN_JOBS
                        .but("oldest first")
                        .order(HubProfile.JobOrder.OLDEST_FIRST)
                        .build(),
                HubProfile.PATHS_IN_JOBS.but("bare").bareJobArray(true).build(),
                HubProfile.PATHS_IN_JOBS
                        .but("text")
                        .ids(HubProfile.IdStyle.STRING)
                        .build(),
                HubProfile.PATHS_IN_JOBS
                        .but("both")
                        .workflowKey(HubProfile.WorkflowKey.BOTH)
                        .build());
    }

    @ParameterizedTest
    @MethodSource("profilesWithPaths")
    void theJobIsFoundWhereTheHubShowsPaths(HubProfile profile) throws Exception {
        rig.hub.profile(profile);
        for (int i = 0; i < 130; i++) {
            submitOther(same());
        }
        rig.hub.clearRequests();
        rig.hub.faults().next(FaultPoint.SUBMIT, TAKEN);
        rig.start(seen);
        assertFound("131");
        rig.hub.lastJob().finish("SUCCESS");
        rig.untilOver(seen, THREE_MINUTES);
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
        assertEquals("131", seen.outcome().jobId());
    }

    @Test
    void theFirstJobOfAnEmptyHubIsFound() {
        rig.hub.faults().next(FaultPoint.SUBMIT, TAKEN);
        rig.start(seen);
        assertFound("1");
    }

    @Test
    void aJobThatShowsUpAfterAMinuteIsFound() throws Exception {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.connectionReset());
        rig.start(seen);
        rig.time.advance(Duration.ofSeconds(60));
        assertEquals(List.of(), seen.jobIds);
        submitOther(same());
        rig.hub.clearRequests();
        rig.time.advance(Duration.ofSeconds(6));
        assertEquals(List.of("1"), seen.jobIds);
    }

    @Test
    void theHubIsLookedThroughForTwoMinutesAndNoLonger() {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.connectionReset());
        Instant began = rig.time.now();
        rig.start(seen);
        rig.untilOver(seen, Duration.ofMinutes(10));
        assertUnknown();
        assertEquals(Duration.ofMinutes(2), Duration.between(began, rig.time.now()));
    }

    @Test
    void anUnknownSubmitSaysWhatToLookFor() throws Exception {
        rig.hub.nextJobNumber(70);
        submitOther(same());
        rig.hub.profile(HubProfile.DOCUMENTED_ONLY);
        rig.hub.faults().next(FaultPoint.SUBMIT, TAKEN);
        rig.start(seen);
        rig.untilOver(seen, THREE_MINUTES);
        assertUnknown();
        String message = seen.outcome().message();
        for (String part : List.of(
                "Hub prod (" + rig.hub.url() + ")",
                "workflow 'migrate'",
                "site dfoster1",
                "first path is /mmfs1/data/sample_data.tgz",
                "an id above 70",
                "candidates: 71",
                "ngeneaWaitForJob(job: '<its id>', hub: 'prod')",
                "Run this again only if there is no such job.")) {
            assertTrue(message.contains(part), part + " is not in: " + message);
        }
    }

    @Test
    void aHubOfUuidsCannotBeSearchedAndSaysSoAtOnce() throws Exception {
        rig.hub.profile(HubProfile.DETAILS_IN_JOBS
                .but("uuids")
                .ids(HubProfile.IdStyle.UUID)
                .build());
        submitOther(same());
        rig.hub.faults().next(FaultPoint.SUBMIT, TAKEN);
        rig.start(seen);
        assertUnknown();
        assertFalse(
                seen.outcome().message().contains("an id above"), seen.outcome().message());
    }

    @Test
    void theSearchOutlastsAnOutageAndCountsItsTwoMinutesFromTheFirstAnswer() {
        rig.hub.faults().next(FaultPoint.SUBMIT, TAKEN);
        rig.hub.faults().next(FaultPoint.JOBS, Fault.hang(Duration.ZERO));
        rig.hub.faults().always(FaultPoint.JOBS, Fault.unavailable());
        rig.start(seen);
        rig.time.advance(Duration.ofMinutes(10));
        assertFalse(seen.isOver());
        rig.hub.faults().clear();
        rig.time.advance(Duration.ofMinutes(1));
        assertFound("1");
    }

    @Test
    void anOutageThatOutlastsTheBudgetLeavesItUnknown() {
        rig.hub.faults().next(FaultPoint.SUBMIT, TAKEN);
        rig.hub.faults().next(FaultPoint.JOBS, Fault.hang(Duration.ZERO));
        rig.hub.faults().always(FaultPoint.JOBS, Fault.unavailable());
        rig.start(seen);
        rig.untilOver(seen, Rig.BUDGET.plusMinutes(2));
        assertUnknown();
        assertTrue(seen.outcome().message().contains("HTTP 503"), seen.outcome().message());
        assertTrue(
                seen.outcome().message().contains("Look in the Hub"),
                seen.outcome().message());
    }

    @Test
    void aKeyThatIsRotatedDuringTheSearchIsPickedUp() {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.takenThen(Fault.badGateway()));
        rig.hub.faults().next(FaultPoint.JOBS, Fault.hang(Duration.ZERO));
        rig.hub.faults().next(FaultPoint.JOBS, Fault.unavailable());
        rig.start(seen);
        rig.hub.revokeKey(rig.clientKey());
        rig.rotateKey(rig.hub.newClientKey());
        rig.time.advance(Duration.ofSeconds(10));
        assertFound("1");
    }

    @Test
    void anotherJobWithTwentyMegabytesOfPathsDoesNotEndTheSearch() throws Exception {
        List<String> many = IntStream.range(0, 400_000)
                .mapToObj(i -> "/mmfs1/data/somewhere/else/a/file/of/theirs/" + i)
                .toList();
        rig.hub.faults().next(FaultPoint.SUBMIT, TAKEN);
        rig.hub.faults().next(FaultPoint.JOBS, Fault.hang(Duration.ZERO));
        rig.hub.faults().next(FaultPoint.JOBS, Fault.unavailable());
        rig.start(seen);
        submitOther(HubClients.request(many, "none"));
        rig.time.advance(Duration.ofSeconds(6));
        assertEquals(List.of("1"), seen.jobIds);
    }

    @Test
    void onAListWithTheOldestFirstTheNewestAreLookedAtFirst() throws Exception {
        rig.hub.profile(HubProfile.PATHS_IN_JOBS
                .but("oldest first")
                .order(HubProfile.JobOrder.OLDEST_FIRST)
                .build());
        for (int i = 0; i < 2050; i++) {
            submitOther(same());
        }
        rig.hub.clearRequests();
        rig.hub.faults().next(FaultPoint.SUBMIT, TAKEN);
        rig.start(seen);
        assertFound("2051");
        assertTrue(rig.hub.requests(FaultPoint.JOBS).size() <= 4, "pages read");
    }

    @Test
    void aJobIsNotTakenForOursWhileNewerOnesWereNotLookedAt() throws Exception {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.connectionReset());
        rig.start(seen);
        for (int i = 0; i < 2050; i++) {
            submitOther(HubClients.request(List.of("/mmfs1/data/other"), "none"));
        }
        submitOther(same());
        rig.untilOver(seen, THREE_MINUTES);
        assertUnknown();
        assertTrue(
                seen.outcome().message().contains("candidates: 2051"),
                seen.outcome().message());
    }
}
