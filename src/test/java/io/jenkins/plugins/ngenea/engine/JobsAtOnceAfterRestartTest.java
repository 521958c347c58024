package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The slots of a Hub after a restart: who had one keeps it, and the line keeps its order. */
@Timeout(60)
class JobsAtOnceAfterRestartTest extends RunsInLine {
    @Test
    void afterARestartThoseWhoWaitedKeepTheirOrderWhoeverIsBackFirst() {
        HubJobRun under = run("first", first);
        HubJobRun earlier = prepare("second", second);
        rig.time.advance(Duration.ofSeconds(1));
        HubJobRun later = prepare("third", third);
        earlier.start();
        later.start();
        rig.time.settle();
        List.of(under, earlier, later).forEach(HubJobRun::detach);
        // the job ends while Jenkins is down: its place is free when the first of those who waited is back
        rig.hub.job("1").finish("SUCCESS");

        Seen earlierAgain = new Seen();
        Seen laterAgain = new Seen();
        rig.restart();
        rig.slots.expectReturns();
        List.of("first", "second", "third").forEach(rig.slots::expect);
        rig.slots.allExpected();
        HubJobRun secondAgain = prepare("second", earlierAgain);
        rig.time.advance(Duration.ofSeconds(1));
        HubJobRun thirdAgain = prepare("third", laterAgain);
        thirdAgain.start();
        run("first", new Seen());
        assertEquals(List.of(), laterAgain.jobIds);
        secondAgain.start();
        rig.time.settle();
        assertEquals(List.of("2"), earlierAgain.jobIds);
        assertEquals(List.of(), laterAgain.jobIds);
        finish("2");
        assertEquals(List.of("3"), laterAgain.jobIds);
        assertEquals(3, rig.posts());
    }

    @Test
    void aJobOfAnEarlierSessionHasItsPlaceBeforeAnyRunTakesItUp() {
        run("first", first).detach();
        rig.restart();
        run("second", second);
        assertEquals(List.of(), second.jobIds);
        Seen again = new Seen();
        run("first", again);
        assertEquals(List.of("1"), again.jobIds);
        finish("1");
        assertEquals(List.of("2"), second.jobIds);
    }

    @Test
    void aRequestThatWasOutAtARestartHasItsPlaceUntilItIsKnownWhatCameOfIt() {
        rig.hub.faults().next(FaultPoint.SUBMIT, Fault.connectionReset());
        run("first", first).detach();
        rig.restart();
        run("second", second);
        Seen again = new Seen();
        run("first", again);
        assertEquals(List.of(), second.jobIds);
        rig.time.advance(Duration.ofMinutes(3));
        assertEquals(Kind.UNKNOWN_SUBMIT, again.outcome().kind());
        assertEquals(1, second.jobIds.size());
    }

    @Test
    void aJobThatNobodyWaitsForAnyMoreStillCounts() {
        run("first", first).detach();
        rig.restart();
        rig.attended = false;
        run("first", new Seen());
        rig.attended = true;
        run("second", second);
        assertEquals(1, second.linesWith("Waiting for the only slot"));
        finish("1");
        assertEquals(List.of("2"), second.jobIds);
    }

    @Test
    void aJobThatARestoredProgramTakesUpUnderAnotherKeyHasOnePlace() {
        rig.limit = 2;
        run("first", first).detach();
        rig.restart();
        Seen again = new Seen();
        rig.key = "another key";
        rig.newRun(again).start();
        rig.time.settle();
        assertEquals(List.of("1"), again.jobIds);
        run("second", second);
        assertEquals(List.of("2"), second.jobIds);
        run("third", third);
        assertEquals(List.of(), third.jobIds);
        finish("1");
        assertEquals(List.of("3"), third.jobIds);
    }
}
