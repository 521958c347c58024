package io.jenkins.plugins.ngenea.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FairSlotsTest extends SlotsOfOneRoom {
    @Test
    void whoComesFirstIsServedAtOnceAndTheOthersWaitInTheOrderInWhichTheyBegan() {
        take("a", 1);
        take("b", 2);
        take("d", 40);
        take("c", 30);
        assertEquals(List.of("a", "b"), served);
        assertEquals(Optional.empty(), slots.waiting("a"));
        assertEquals(Optional.of(new FairSlots.Wait(2, 0)), slots.waiting("c"));
        assertEquals(Optional.of(new FairSlots.Wait(2, 1)), slots.waiting("d"));
        slots.giveUp("b");
        assertEquals(List.of("a", "b", "c"), served);
        slots.giveUp("a");
        assertEquals(List.of("a", "b", "c", "d"), served);
    }

    @Test
    void whoBeganInTheSameMillisecondHasTheSameRankInEverySession() {
        limit = 1;
        take("running", 1);
        take("y", 7);
        take("x", 7);
        take("z", 7);
        for (String key : List.of("running", "x", "y")) {
            slots.giveUp(key);
        }
        assertEquals(List.of("running", "x", "y", "z"), served);
    }

    @Test
    void noLimitServesEverybodyAtOnceAndCountsThemAllTheSame() {
        limit = 0;
        take("a", 1);
        take("b", 2);
        take("c", 3);
        assertEquals(List.of("a", "b", "c"), served);
        limit = 3;
        take("d", 4);
        assertEquals(3, served.size());
    }

    @Test
    void eachRoomHasItsOwnPlaces() {
        limit = 1;
        take("prod", "a", 1);
        take("archive", "b", 2);
        take("archive", "c", 3);
        assertEquals(List.of("a", "b"), served);
        slots.giveUp("a");
        assertEquals(List.of("a", "b"), served);
    }

    @Test
    void whoGivesUpInLineIsServedNoMoreAndHoldsNobodyUp() {
        limit = 1;
        take("a", 1);
        take("b", 2);
        take("c", 3);
        slots.giveUp("b");
        assertEquals(Optional.of(new FairSlots.Wait(1, 0)), slots.waiting("c"));
        slots.giveUp("a");
        assertEquals(List.of("a", "c"), served);
    }

    @Test
    void onlyWhoIsInLineCanLeaveIt() {
        limit = 1;
        take("a", 1);
        take("b", 2);
        assertFalse(slots.leaveLine("a"));
        assertFalse(slots.leaveLine("unknown"));
        assertTrue(slots.leaveLine("b"));
        assertFalse(slots.leaveLine("b"));
        slots.giveUp("a");
        assertEquals(List.of("a"), served);
    }

    @Test
    void aHigherLimitServesThoseInLineAtOnce() {
        limit = 1;
        for (String key : List.of("a", "b", "c", "d")) {
            take(key, key.charAt(0));
        }
        slots.limitsChanged(() -> limit = 3, Map.of(), Set.of(HUB));
        assertEquals(List.of("a", "b", "c"), served);
        slots.limitsChanged(() -> limit = 0, Map.of(), Set.of(HUB));
        assertEquals(List.of("a", "b", "c", "d"), served);
    }

    @Test
    void aLowerLimitTakesNothingAwayAndServesNobodyUntilThereAreFewEnough() {
        limit = 3;
        for (String key : List.of("a", "b", "c", "d")) {
            take(key, key.charAt(0));
        }
        slots.limitsChanged(() -> limit = 1, Map.of(), Set.of(HUB));
        slots.giveUp("a");
        slots.giveUp("b");
        assertEquals(List.of("a", "b", "c"), served);
        slots.giveUp("c");
        assertEquals(List.of("a", "b", "c", "d"), served);
    }

    @Test
    void aRoomThatIsRenamedTakesItsPlacesAndItsLineAlong() {
        Map<String, Integer> limits = new ConcurrentHashMap<>(Map.of("prod", 1, "archive", 1));
        FairSlots named = new FairSlots(room -> limits.getOrDefault(room, 0));
        for (String key : List.of("a", "b", "c")) {
            named.take("prod", key, key.charAt(0), () -> served.add(key));
        }
        named.take("archive", "d", 1, () -> served.add("d"));
        // the two change their names: each is the other one by now
        named.limitsChanged(
                () -> limits.put("archive", 2),
                Map.of("prod", "archive", "archive", "prod"),
                Set.of("prod", "archive"));
        assertEquals(List.of("a", "d", "b"), served);
        assertEquals(Optional.of(new FairSlots.Wait(2, 0)), named.waiting("c"));
        named.limitsChanged(
                () -> {
                    limits.remove("archive");
                    limits.put("new", 2);
                },
                Map.of("archive", "new"),
                Set.of("prod", "new"));
        assertEquals(List.of("a", "d", "b"), served);
        named.take("new", "e", 200, () -> served.add("e"));
        named.giveUp("a");
        assertEquals(List.of("a", "d", "b", "c"), served);
        named.giveUp("b");
        assertEquals(List.of("a", "d", "b", "c", "e"), served);
    }

    @Test
    void whoReadTheOldNameJustBeforeARoomWasRenamedGetsInItsLine() {
        Map<String, Integer> limits = new ConcurrentHashMap<>(Map.of("prod", 1));
        FairSlots named = new FairSlots(room -> limits.getOrDefault(room, 0));
        named.take("prod", "a", 1, () -> served.add("a"));
        named.limitsChanged(
                () -> {
                    limits.clear();
                    limits.put("archive", 1);
                },
                Map.of("prod", "archive"),
                Set.of("archive"));
        named.limitsChanged(
                () -> {
                    limits.clear();
                    limits.put("vault", 1);
                },
                Map.of("archive", "vault"),
                Set.of("vault"));
        named.take("prod", "b", 2, () -> served.add("b"));
        assertEquals(List.of("a"), served);
        named.giveUp("a");
        assertEquals(List.of("a", "b"), served);
    }

    @Test
    void aNameThatAnotherRoomTookMeansThatRoom() {
        FairSlots named = new FairSlots(room -> 1);
        named.take("prod", "a", 1, () -> served.add("a"));
        named.limitsChanged(() -> {}, Map.of("prod", "archive"), Set.of("archive"));
        named.limitsChanged(() -> {}, Map.of(), Set.of("archive", "prod"));
        named.take("prod", "b", 2, () -> served.add("b"));
        assertEquals(List.of("a", "b"), served);
    }

    @Test
    void manyThreadsNeverHaveMorePlacesThanThereAreAndAllGetOne() throws Exception {
        limit = 5;
        int runs = 2000;
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(runs);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            for (int i = 0; i < runs; i++) {
                String key = "run-" + i;
                long since = i;
                threads.execute(() -> slots.take(
                        HUB,
                        key,
                        since,
                        () -> threads.execute(() -> {
                            most.accumulateAndGet(now.incrementAndGet(), Math::max);
                            now.decrementAndGet();
                            slots.giveUp(key);
                            all.countDown();
                        })));
            }
            all.await();
        } finally {
            threads.shutdown();
        }
        assertTrue(most.get() <= 5, most + " at once");
        assertEquals(0, now.get());
        take("a", 0);
        assertEquals(List.of("a"), served);
    }

    @Test
    void nobodyIsForgottenWhenTheLimitChangesWhileManyComeAndGo() throws Exception {
        int runs = 500;
        CountDownLatch all = new CountDownLatch(runs);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> changes = new ArrayList<>();
        try {
            for (int i = 0; i < runs; i++) {
                String key = "run-" + i;
                int next = i % 4;
                threads.execute(() -> slots.take(
                        HUB,
                        key,
                        0,
                        () -> threads.execute(() -> {
                            slots.giveUp(key);
                            all.countDown();
                        })));
                changes.add(threads.submit(() -> {
                    slots.limitsChanged(() -> limit = next, Map.of(), Set.of(HUB));
                }));
            }
            for (Future<?> change : changes) {
                change.get();
            }
            all.await();
        } finally {
            threads.shutdown();
        }
        assertEquals(Optional.empty(), slots.waiting("run-" + (runs - 1)));
    }
}
