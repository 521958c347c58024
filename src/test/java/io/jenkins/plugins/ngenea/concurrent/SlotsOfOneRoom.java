package io.jenkins.plugins.ngenea.concurrent;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Slots whose limit a test sets, and who got one. */
abstract class SlotsOfOneRoom {
    static final String HUB = "prod";
    volatile int limit = 2;
    final FairSlots slots = new FairSlots(room -> limit);
    final List<String> served = new CopyOnWriteArrayList<>();

    void take(String key, long since) {
        take(HUB, key, since);
    }

    void take(String room, String key, long since) {
        slots.take(room, key, since, () -> served.add(key));
    }
}
