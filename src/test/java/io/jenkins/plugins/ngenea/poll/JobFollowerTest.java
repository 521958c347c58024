package io.jenkins.plugins.ngenea.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.engine.Rig;
import io.jenkins.plugins.ngenea.hub.HubClients;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubNotFoundException;
import io.jenkins.plugins.ngenea.hub.error.HubUnauthorizedException;
import io.jenkins.plugins.ngenea.hub.error.HubUnreachableException;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class JobFollowerTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

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

    private List<Heard> followNew(int jobs) throws Exception {
        return Heard.ofNew(jobs, rig, follower);
    }

    private int singles() {
        return rig.hub.requests(FaultPoint.JOB).size();
    }

    private int pages() {
        return rig.hub.requests(FaultPoint.JOBS).size();
    }

    @Test
    void aJobIsFollowedFromStateToStateToItsEnd() throws Exception {
        Heard heard = followNew(1).get(0);
        rig.time.advance(SECOND);
        rig.hub.lastJob().moveTo("PAUSED");
        rig.time.advance(SECOND);
        rig.hub.lastJob().finish("SUCCESS");
        rig.time.advance(SECOND);
        assertEquals(List.of("STARTED", "PAUSED", "SUCCESS"), heard.states);
        assertEquals(0, follower.size());
        rig.hub.clearRequests();
        rig.time.advance(Duration.ofMinutes(5));
        assertEquals(0, singles() + pages());
    }

    @Test
    void fewJobsAreAskedForSingly() throws Exception {
        List<Heard> all = followNew(3);
        rig.time.settle();
        assertEquals(3, singles());
        assertEquals(0, pages());
        all.forEach(heard -> assertEquals(List.of("STARTED"), heard.states));
    }

    @Test
    void fiftyJobsThatAreDueAtOnceNeedOneRequest() throws Exception {
        List<Heard> all = followNew(50);
        rig.time.settle();
        assertEquals(1, pages());
        assertEquals(0, singles());
        all.forEach(heard -> assertEquals(List.of("STARTED"), heard.states));
    }

    @Test
    void threeHundredJobsOfAnHourNeedThreeRequestsATick() throws Exception {
        followNew(300);
        rig.time.advance(Duration.ofMinutes(60));
        rig.hub.clearRequests();
        rig.time.advance(Duration.ofMinutes(1));
        assertEquals(4 * 3, pages());
        assertEquals(0, singles());
    }

    @Test
    void aJobThatIsNotOnThePagesIsAskedForSingly() throws Exception {
        Heard old = followNew(1).get(0);
        for (int i = 0; i < 120; i++) {
            rig.connection.client().submit(WorkflowBody.of(HubClients.manualsExample()));
        }
        followNew(10);
        rig.time.settle();
        assertEquals(List.of("STARTED"), old.states);
        assertEquals(1, singles());
        assertEquals(1, pages());
    }

    static Stream<Fault> uselessLists() {
        return Stream.of(Fault.html(200), Fault.detail(403, "no lists"), Fault.detail(400, "no"));
    }

    @ParameterizedTest
    @MethodSource("uselessLists")
    void aListThatIsOfNoUseIsLeftAloneForAWhile(Fault fault) throws Exception {
        rig.hub.faults().always(FaultPoint.JOBS, fault);
        List<Heard> all = followNew(10);
        rig.time.advance(Duration.ofMinutes(9));
        assertEquals(1, pages());
        all.forEach(heard -> assertEquals(List.of("STARTED"), heard.states));
        all.forEach(heard -> assertEquals(List.of(), heard.failed));
        rig.hub.faults().clear();
        rig.time.advance(Duration.ofMinutes(2));
        assertTrue(pages() > 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 410, 421})
    void aListThatAGatewayRefusesIsTheListsTroubleAndTriedAgainAfterTwoMinutes(int status) throws Exception {
        rig.hub.faults().always(FaultPoint.JOBS, Fault.html(status));
        List<Heard> all = followNew(10);
        rig.time.advance(Duration.ofMinutes(1));
        assertEquals(1, pages());
        all.forEach(heard -> assertEquals(List.of("STARTED"), heard.states));
        all.forEach(heard -> assertEquals(List.of(), heard.lost));
        rig.hub.faults().clear();
        rig.time.advance(Duration.ofMinutes(2));
        assertTrue(pages() > 1);
        all.forEach(heard -> assertEquals(List.of(), heard.lost));
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 504})
    void jobsThatAGatewayHidesSinglyAfterAnOutageAreFollowedThroughTheListToTheirEnd(int status) throws Exception {
        List<Heard> all = followNew(10);
        rig.time.advance(SECOND);
        rig.hub.faults().always(FaultPoint.ANY, Fault.html(status));
        rig.time.advance(Duration.ofMinutes(2));
        all.forEach(heard -> assertTrue(heard.lost.size() + heard.refused.size() > 0, "contact is lost"));
        rig.hub.faults().clear();
        rig.hub.faults().always(FaultPoint.JOB, Fault.html(status));
        rig.time.advance(Rig.BUDGET.multipliedBy(2));
        all.forEach(heard -> assertEquals(List.of(), heard.failed));
        rig.hub.jobs().forEach(job -> job.finish("SUCCESS"));
        rig.time.advance(Duration.ofMinutes(1));
        all.forEach(heard -> assertEquals(List.of("STARTED", "SUCCESS"), heard.states));
    }

    @Test
    void aJobThatWasSeenAndIsGoneForAMinuteIsFollowedOn() throws Exception {
        Heard heard = followNew(1).get(0);
        rig.time.advance(SECOND);
        rig.hub.faults().always(FaultPoint.JOB, Fault.detail(404, "no Route matched with those values"));
        rig.time.advance(Duration.ofMinutes(1));
        rig.hub.faults().clear();
        rig.hub.lastJob().finish("SUCCESS");
        rig.time.advance(Duration.ofMinutes(1));
        assertEquals(List.of(), heard.failed);
        assertEquals(List.of("STARTED", "SUCCESS"), heard.states);
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void manyJobsAreFollowedToTheirEndInEveryProfile(HubProfile profile) throws Exception {
        rig.hub.profile(profile);
        List<Heard> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            try {
                rig.connection.client().submit(WorkflowBody.of(HubClients.manualsExample()));
            } catch (HubException e) {
                assertEquals(HubProfile.SUBMIT_WITHOUT_ID, profile);
            }
            all.add(new Heard());
            follower.follow(rig.hub.lastJob().id(), true, all.get(i));
        }
        rig.time.advance(Duration.ofSeconds(3));
        rig.hub.jobs().forEach(job -> job.finish("CANCELLED"));
        rig.time.advance(Duration.ofSeconds(3));
        all.forEach(heard -> assertEquals(List.of("STARTED", "CANCELLED"), heard.states));
        assertEquals(0, follower.size());
    }

    static List<HubProfile> profiles() {
        return HubProfile.all();
    }

    @Test
    void lostContactAndBackAgainAreToldOnceEach() throws Exception {
        Heard heard = followNew(1).get(0);
        rig.time.settle();
        rig.hub.goDown();
        rig.time.advance(Duration.ofMinutes(10));
        rig.hub.comeBack();
        rig.time.advance(Duration.ofMinutes(1));
        assertEquals(1, heard.lost.size());
        assertEquals(1, heard.back.size());
        long lost = heard.back.get(0).toSeconds();
        assertTrue(lost >= 9 * 60 && lost <= 11 * 60, lost + " s");
        assertEquals(List.of(), heard.failed);
        assertEquals(List.of("STARTED"), heard.states);
    }

    @Test
    void aHubThatIsNotThereIsAskedAtMostTwiceAMinute() throws Exception {
        followNew(1);
        rig.time.settle();
        rig.hub.faults().always(FaultPoint.ANY, Fault.unavailable());
        rig.time.advance(Duration.ofMinutes(5));
        rig.hub.clearRequests();
        rig.time.advance(Duration.ofMinutes(10));
        assertTrue(singles() <= 20 && singles() >= 10, singles() + " requests");
    }

    @Test
    void anOutageLongerThanTheBudgetEndsTheFollowing() throws Exception {
        Heard heard = followNew(1).get(0);
        rig.time.settle();
        rig.hub.faults().always(FaultPoint.ANY, Fault.unavailable());
        rig.time.advance(Rig.BUDGET.minusSeconds(60));
        assertEquals(List.of(), heard.failed);
        rig.time.advance(Duration.ofMinutes(3));
        assertEquals(1, heard.failed.size());
        assertInstanceOf(HubUnreachableException.class, heard.failed.get(0));
        assertEquals(0, follower.size());
    }

    @Test
    void retryAfterIsHonoured() throws Exception {
        followNew(1);
        rig.hub.faults().next(FaultPoint.JOB, Fault.unavailable("40"));
        Instant asked = rig.time.now();
        rig.time.advance(Duration.ofSeconds(60));
        List<Instant> requests =
                rig.hub.requests(FaultPoint.JOB).stream().map(r -> r.at()).toList();
        assertEquals(asked, requests.get(0));
        assertEquals(asked.plusSeconds(40), requests.get(1));
    }

    @Test
    void aJobThatExistedAndIsGoneFailsAfterTwoMinutes() throws Exception {
        Heard heard = followNew(1).get(0);
        rig.time.settle();
        rig.hub.removeJob(rig.hub.lastJob().id());
        rig.time.advance(Duration.ofMinutes(1));
        assertEquals(List.of(), heard.failed);
        rig.time.advance(Duration.ofMinutes(2));
        assertEquals(1, heard.failed.size());
        assertInstanceOf(HubNotFoundException.class, heard.failed.get(0));
        assertEquals(List.of(), heard.lost);
    }

    @Test
    void aJobThatNobodySawFailsAtOnceUnlessItWasJustSubmitted() {
        Heard unknown = new Heard();
        Heard justSubmitted = new Heard();
        follower.follow("4711", false, unknown);
        follower.follow("4712", true, justSubmitted);
        rig.time.advance(Duration.ofSeconds(14));
        assertEquals(1, unknown.failed.size());
        assertEquals(0, justSubmitted.failed.size());
        rig.time.advance(Duration.ofSeconds(3));
        assertInstanceOf(HubNotFoundException.class, justSubmitted.failed.get(0));
    }

    @Test
    void aJobThatShowsUpLateIsFollowed() throws Exception {
        Heard heard = new Heard();
        follower.follow("1", true, heard);
        rig.time.advance(Duration.ofSeconds(10));
        followNew(1);
        rig.time.advance(Duration.ofSeconds(3));
        assertEquals(List.of("STARTED"), heard.states);
    }

    @Test
    void aRefusedKeyIsBorneForTwoMinutes() throws Exception {
        Heard heard = followNew(1).get(0);
        rig.time.settle();
        rig.hub.revokeKey(rig.clientKey());
        rig.time.advance(Duration.ofMinutes(2));
        assertEquals(List.of(), heard.failed);
        assertTrue(heard.refused.size() >= 5, heard.refused.size() + " refusals told");
        rig.time.advance(Duration.ofSeconds(45));
        assertInstanceOf(HubUnauthorizedException.class, heard.failed.get(0));
        assertEquals(List.of(), heard.lost);
    }

    @Test
    void whoeverDetachesHearsNothingMoreAndTheJobIsNotAskedForAnyMore() throws Exception {
        followNew(1);
        Heard heard = new Heard();
        JobFollower.Handle handle = follower.follow(rig.hub.lastJob().id(), false, heard);
        rig.time.settle();
        handle.detach();
        rig.hub.lastJob().finish("SUCCESS");
        rig.time.advance(Duration.ofMinutes(1));
        assertEquals(List.of("STARTED"), heard.states);
        assertEquals(0, follower.size());
        assertEquals(0, rig.time.waiting());
        assertEquals("SUCCESS", rig.hub.lastJob().state());
        assertEquals(0, rig.cancels());
    }

    @Test
    void countersThatChangeAreNewsButDoNotMakeItAskMoreOften() throws Exception {
        Heard heard = followNew(1).get(0);
        rig.time.advance(Duration.ofMinutes(10));
        int before = singles();
        rig.hub.lastJob().failTask("/a", "gone");
        rig.time.advance(Duration.ofMinutes(1));
        assertEquals(List.of("STARTED", "STARTED"), heard.states);
        assertEquals(4, singles() - before);
    }
}
