package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.hub.HubClients;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SubmitOnceTest extends JournalBelow {
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final String BODY = "{\"paths\":[\"/mmfs1/data/sample_data.tgz\"],\"site\":\"dfoster1\","
            + "\"workflow\":\"migrate\",\"discovery\":null}";

    static List<HubProfile> profiles() {
        return HubProfile.all();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void aRunPostsOnceAndFollowsItsJobToTheEndInEveryProfile(HubProfile profile) {
        rig.hub.profile(profile);
        rig.start(seen);
        rig.untilOver(seen, FIVE_MINUTES);
        boolean answered = profile != HubProfile.SUBMIT_WITHOUT_ID;
        assertEquals(
                answered ? Kind.SUCCEEDED : Kind.UNKNOWN_SUBMIT, seen.outcome().kind());
        assertEquals(1, rig.posts());
        assertEquals(BODY, rig.hub.requests(FaultPoint.SUBMIT).get(0).body());
        assertEquals(answered ? List.of(rig.hub.lastJob().id()) : List.of(), seen.jobIds);
    }

    @Test
    void thePathsAreReadToBeCountedAndToBeSentAndNotOnceMoreForWhatIsShownOfThem() {
        rig.paths = List.of("/a", "/b", "/c");
        rig.start(seen);
        rig.untilOver(seen, FIVE_MINUTES);
        assertEquals(List.of("/a of 3"), seen.requests);
        assertEquals(2, rig.pathReads.get());
    }

    @Test
    void thePostIsRepeatedWhenItsConnectionFailed() throws Exception {
        AtomicInteger refusals = new AtomicInteger(2);
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress nobody = (InetSocketAddress) closed.getLocalSocketAddress();
            closed.close();
            rig.route(uri -> uri.getPath().endsWith("/workflow/") && refusals.getAndDecrement() > 0
                    ? new Proxy(Proxy.Type.HTTP, nobody)
                    : Proxy.NO_PROXY);
        }
        rig.start(seen);
        assertEquals(0, rig.posts());
        rig.untilOver(seen, FIVE_MINUTES);
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
        assertEquals(1, rig.posts());
        assertEquals(1, rig.hub.jobs().size());
        assertEquals(1, seen.linesWith("Lost contact"));
        assertEquals(1, seen.linesWith("Reconnected to Hub"));
    }

    @Test
    void thePostIsRepeatedAfterA429AndAsLateAsTheHubAsked() {
        rig.hub.faults().times(3, FaultPoint.SUBMIT, Fault.tooManyRequests("20"));
        rig.start(seen);
        rig.time.advance(Duration.ofSeconds(19));
        assertEquals(1, rig.posts());
        rig.untilOver(seen, FIVE_MINUTES);
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
        assertEquals(4, rig.posts());
        assertEquals(1, rig.hub.jobs().size());
    }

    @Test
    void aHubThatIsDownBeforeThePostIsWaitedFor() {
        rig.hub.goDown();
        rig.start(seen);
        rig.time.advance(Duration.ofMinutes(5));
        rig.hub.comeBack();
        rig.untilOver(seen, FIVE_MINUTES);
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
        assertEquals(1, rig.posts());
    }

    @Test
    void aHubThatStaysDownIsGivenUpWithNothingSubmitted() {
        rig.hub.goDown();
        rig.start(seen);
        rig.untilOver(seen, Rig.BUDGET.plusMinutes(2));
        assertEquals(Kind.NOT_SUBMITTED, seen.outcome().kind());
        assertTrue(
                seen.outcome().message().endsWith("Nothing was submitted."),
                seen.outcome().message());
        assertEquals(0, rig.posts());
        assertEquals(0, rig.time.waiting());
    }

    static Stream<Fault> lostAnswers() {
        return Stream.of(
                Fault.unavailable(),
                Fault.unavailable("1"),
                Fault.badGateway(),
                Fault.html(504),
                Fault.html(200),
                Fault.detail(408, "timeout"),
                Fault.detail(425, "too early"),
                Fault.connectionReset(),
                Fault.halfAnswer(),
                Fault.brokenJson(),
                Fault.dropBody(),
                Fault.endlessBody(),
                Fault.status(201, "{\"status\":\"ok\"}", "application/json"));
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    void aLostAnswerIsNeverSentAgain(Fault fault) {
        rig.hub.faults().next(FaultPoint.SUBMIT, fault);
        rig.start(seen);
        rig.untilOver(seen, Duration.ofMinutes(40));
        assertEquals(Kind.UNKNOWN_SUBMIT, seen.outcome().kind());
        rig.time.advance(Duration.ofHours(1));
        assertEquals(1, rig.posts());
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    void aLostAnswerToATakenRequestIsNeverSentAgainEither(Fault fault) {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.takenThen(fault));
        rig.start(seen);
        rig.untilOver(seen, Duration.ofMinutes(40));
        rig.time.advance(Duration.ofHours(1));
        assertEquals(1, rig.posts());
        assertEquals(1, rig.hub.jobs().size());
    }

    /** As from an answer whose id is that of something else: to follow that job would be to cancel it, too. */
    @ParameterizedTest
    @ValueSource(strings = {"3", "5", "\"0b6c1c9e-7a77\""})
    void aJobThatWasThereBeforeIsNotTheOneOfTheAnswer(String id) throws Exception {
        rig.hub.profile(HubProfile.PATHS_IN_JOBS);
        rig.hub.nextJobNumber(5);
        rig.connection.client().submit(WorkflowBody.of(HubClients.manualsExample()));
        rig.hub.clearRequests();
        Fault answer = Fault.status(201, "{\"id\":" + id + "}", "application/json");
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.takenThen(answer));
        rig.start(seen);
        rig.untilOver(seen, FIVE_MINUTES);
        assertEquals(List.of("6"), seen.jobIds);
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
        assertEquals(
                1,
                seen.linesWith("answered with the id of job " + id.replace("\"", "")
                        + ", which cannot be new: before the request," + " the newest job was 5."));
        assertEquals(1, rig.posts());
    }

    @Test
    void anAnswerThatDoesNotComeInTimeIsNeverSentAgain() {
        rig.timeout(Duration.ofMillis(200));
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.hang());
        rig.start(seen);
        rig.untilOver(seen, FIVE_MINUTES);
        assertEquals(Kind.UNKNOWN_SUBMIT, seen.outcome().kind());
        assertEquals(1, rig.posts());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 402, 404, 405, 409, 410, 413, 415, 422})
    void aRejectionFailsAtOnceWithTheHubsWords(int status) {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.detail(status, "Not like this."));
        rig.start(seen);
        assertEquals(Kind.REJECTED, seen.outcome().kind());
        assertTrue(
                seen.outcome().message().contains("HTTP " + status + ": Not like this."),
                seen.outcome().message());
        assertEquals(1, rig.posts());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectIsARejection(int status) {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.redirect(status, "https://elsewhere/"));
        rig.start(seen);
        assertEquals(Kind.REJECTED, seen.outcome().kind());
        assertTrue(
                seen.outcome().message().contains("https://elsewhere/"),
                seen.outcome().message());
        assertEquals(1, rig.posts());
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 303})
    void aRedirectToTheNewJobIsItsId(int status) throws Exception {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.takenThen(Fault.redirect(status, "/api/jobs/1/")));
        rig.start(seen);
        assertEquals("1", rig.journal.all().get(0).jobId());
        assertEquals(1, rig.posts());
        rig.hub.lastJob().finish("SUCCESS");
        rig.untilOver(seen, Duration.ofMinutes(1));
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/elsewhere/", "https://elsewhere/api/jobs/1/", "/api/jobs/", "/api/jobs/1/2/", "no url at all"})
    void aSeeOtherThatNamesNoJobOfThisHubIsALostAnswer(String location) throws Exception {
        assertAnswerIsLost(303, location);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectToAJobOfWhateverHostIsALostAnswer(int status) throws Exception {
        // a Hub behind a gateway can take itself for another one
        assertAnswerIsLost(status, "http://localhost:8000/api/jobs/1/");
    }

    private void assertAnswerIsLost(int status, String location) throws Exception {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.takenThen(Fault.redirect(status, location)));
        rig.start(seen);
        rig.time.advance(Duration.ofSeconds(30));
        assertFalse(seen.isOver(), seen.text());
        assertTrue(seen.text().contains("a redirect to " + location), seen.text());
        rig.untilOver(seen, Duration.ofMinutes(3));
        assertEquals(Kind.UNKNOWN_SUBMIT, seen.outcome().kind());
        assertEquals(1, rig.posts());
    }

    @Test
    void aRefusedKeyIsARejectionThatNamesTheCredential() {
        rig.credentialsId = "hub-key";
        rig.hub.revokeKey(rig.clientKey());
        rig.start(seen);
        assertEquals(Kind.REJECTED, seen.outcome().kind());
        assertTrue(
                seen.outcome().message().contains("credential 'hub-key'"),
                seen.outcome().message());
        assertTrue(
                seen.outcome().message().contains("Hub " + rig.hub.url()),
                seen.outcome().message());
        assertTrue(rig.hub.jobs().isEmpty());
    }

    @Test
    void aHubThatListsNoJobsCanStillTakeOne() {
        rig.hub.faults().always(FaultPoint.JOBS, Fault.detail(403, "no lists for you"));
        rig.start(seen);
        rig.untilOver(seen, FIVE_MINUTES);
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
        assertEquals(1, rig.posts());
    }

    @Test
    void aRecordIsOnDiskWhileThePostIsOutAndGoneWhenTheRunIsOver() throws Exception {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.connectionReset());
        rig.start(seen);
        assertEquals(
                JournalEntry.Status.SUBMITTING,
                rig.journal.find(Rig.BUILD, Rig.KEY).orElseThrow().status());
        rig.untilOver(seen, FIVE_MINUTES);
        assertEquals(List.of(), rig.journal.all());
    }

    @Test
    void theRecordHoldsNeitherTheKeyNorThePaths() throws Exception {
        rig.hub.holdJobs();
        rig.start(seen);
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file);
                assertTrue(text.contains("\"jobId\":\"1\""), text);
                assertFalse(text.contains(rig.clientKey()) || text.contains("sample_data"), text);
            }
        }
        assertFalse(seen.text().contains(rig.clientKey()));
    }

    @Test
    void aRunThatDoesNotWaitIsOverWithTheIdOfItsJob() throws Exception {
        rig.awaitEnd = false;
        rig.hub.holdJobs();
        rig.start(seen);
        assertEquals(Kind.SUBMITTED, seen.outcome().kind());
        assertEquals("1", seen.outcome().jobId());
        rig.time.advance(FIVE_MINUTES);
        assertEquals(0, rig.hub.requests(FaultPoint.JOB).size());
        assertEquals(List.of(), rig.journal.all());
    }
}
