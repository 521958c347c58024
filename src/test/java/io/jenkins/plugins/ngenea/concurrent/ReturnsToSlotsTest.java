package io.jenkins.plugins.ngenea.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who was in line, or had a slot, before a restart. */
@Timeout(60)
class ReturnsToSlotsTest extends SlotsOfOneRoom {
    @Test
    void whoIsUnderWayCountsEvenBeyondTheLimit() {
        slots.hold(HUB, "x");
        slots.hold(HUB, "y");
        slots.hold(HUB, "z");
        take("a", 1);
        slots.giveUp("x");
        assertEquals(List.of(), served);
        slots.giveUp("y");
        assertEquals(List.of("a"), served);
    }

    @Test
    void aPlaceThatIsTakenOverUnderAnotherKeyIsOnePlace() {
        limit = 1;
        slots.hold(HUB, "left");
        take("waits", 1);
        slots.hold(HUB, "takes it up", "left");
        slots.giveUp("left");
        assertEquals(List.of(), served);
        slots.giveUp("takes it up");
        assertEquals(List.of("waits"), served);
    }

    @Test
    void whoTakesAPlaceOverFromAnotherKeyIsNoLongerWaitedFor() {
        slots.expectReturns();
        slots.hold(HUB, "left");
        slots.expect("takes it up");
        slots.allExpected();
        take("waits", 1);
        slots.hold(HUB, "takes it up", "left");
        assertEquals(List.of("waits"), served);
    }

    @Test
    void whoBeganLaterButIsBackEarlierAfterARestartIsNotServedFirst() {
        limit = 1;
        slots.expectReturns();
        slots.expect("first");
        take("second", 2);
        slots.allExpected();
        assertEquals(List.of(), served);
        take("first", 1);
        assertEquals(List.of("first"), served);
    }

    @Test
    void nobodyIsServedBeforeItIsKnownWhoIsBack() {
        slots.expectReturns();
        take("new", 9);
        assertEquals(List.of(), served);
        slots.allExpected();
        assertEquals(List.of("new"), served);
    }

    @Test
    void withoutALimitNobodyWaitsForThoseWhoAreBackLater() {
        limit = 0;
        slots.expectReturns();
        take("new", 9);
        assertEquals(List.of("new"), served);
    }

    @Test
    void whoIsBackWithAJobOrNotAtAllIsWaitedForNoMore() {
        slots.expectReturns();
        slots.expect("under way");
        slots.expect("gone");
        slots.expect("gave up");
        slots.allExpected();
        take("new", 9);
        slots.hold(HUB, "under way");
        slots.expectNot("gone");
        assertEquals(List.of(), served);
        slots.giveUp("gave up");
        assertEquals(List.of("new"), served);
    }

    @Test
    void whoIsNotBackInTimeIsNotWaitedForAndNeverAgain() {
        slots.expectReturns();
        slots.expect("on an agent that is gone");
        take("new", 9);
        slots.expectNobody();
        assertEquals(List.of("new"), served);
        slots.expect("back at last");
        take("newer", 10);
        assertEquals(List.of("new", "newer"), served);
    }
}
