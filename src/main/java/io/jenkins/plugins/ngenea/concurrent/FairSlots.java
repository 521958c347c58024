package io.jenkins.plugins.ngenea.concurrent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * Limits how many may use a room, such as a Hub, at once. The others wait in line, without a thread, in the order in which
 * they began and not in which they arrived here: a restart does not change that order.
 *
 * <p>After a restart, those who had a slot get theirs first, however many they are ({@link #hold}). Nobody else is served
 * until all who waited are back, because those who began later may be back earlier.
 */
public final class FairSlots {
    private final ToIntFunction<String> limits;
    private final Map<String, Room> rooms = new HashMap<>();

    /** Today's names of rooms that were renamed: who read an old name just before still gets into that room. */
    private final Map<String, String> laterNames = new HashMap<>();

    /** Who was here before a restart and is not back yet. */
    private final Set<String> expected = new HashSet<>();

    /** Whether more may have to be expected than is known. */
    private boolean returning;

    private static final class Room {
        private final Set<String> inside = new HashSet<>();
        private final NavigableSet<Ticket> line =
                new TreeSet<>(Comparator.comparingLong(Ticket::since).thenComparing(Ticket::key));

        private void add(Room other) {
            inside.addAll(other.inside);
            line.addAll(other.line);
        }

        private boolean leaveLine(String key) {
            return line.removeIf(ticket -> ticket.key().equals(key));
        }
    }

    private record Ticket(String key, long since, Runnable onSlot) {}

    /**
     * What somebody in line waits for.
     *
     * @param slots how many there are in all
     * @param ahead how many are served earlier
     */
    public record Wait(int slots, int ahead) {}

    /**
     * @param limits how many a room takes, by its name; 0 for any number. Asked each time; must be quick
     */
    public FairSlots(ToIntFunction<String> limits) {
        this.limits = limits;
    }

    /**
     * Takes a place, or gets in line for one.
     *
     * @param key who, that has neither yet; it has the place until {@link #giveUp}
     * @param since when it began: its rank in line
     * @param onSlot called once when it has the place, maybe at once; on any thread, so it must be quick
     */
    public void take(String room, String key, long since, Runnable onSlot) {
        change(() -> {
            expected.remove(key);
            room(room).line.add(new Ticket(key, since, onSlot));
        });
    }

    /** It is under way already, so it has a place from now on, whether one is free or not. */
    public void hold(String room, String key) {
        change(() -> {
            expected.remove(key);
            room(room).inside.add(key);
        });
    }

    /** The same for one that was held a place under another key. */
    public void hold(String room, String key, String formerKey) {
        change(() -> {
            expected.remove(key);
            room(room).inside.remove(formerKey);
            room(room).inside.add(key);
        });
    }

    /** Gives up the place, or the place in line; who has neither is at least expected no more. */
    public void giveUp(String key) {
        change(() -> {
            expected.remove(key);
            // whichever it is: a Hub may have been renamed meanwhile
            for (Room room : rooms.values()) {
                if (!room.inside.remove(key)) {
                    room.leaveLine(key);
                }
            }
        });
    }

    /** False for who is in no line: it has its place, if only just now. */
    public synchronized boolean leaveLine(String key) {
        return rooms.values().stream().anyMatch(room -> room.leaveLine(key));
    }

    /** Empty for who is in no line. */
    public synchronized Optional<Wait> waiting(String key) {
        for (Map.Entry<String, Room> room : rooms.entrySet()) {
            NavigableSet<Ticket> line = room.getValue().line;
            for (Ticket ticket : line) {
                if (ticket.key().equals(key)) {
                    return Optional.of(new Wait(
                            limits.applyAsInt(room.getKey()),
                            line.headSet(ticket).size()));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Has {@code limits} answer otherwise, and rooms take other names, in one go: in between a line would be at a room of which
     * nobody knows a limit.
     *
     * @param change what makes {@code limits} answer otherwise; must be quick
     * @param renamed the new names of rooms by their old ones
     * @param names all names from now on: one that was given up means the renamed room until another room takes it
     */
    public void limitsChanged(Runnable change, Map<String, String> renamed, Set<String> names) {
        change(() -> {
            change.run();
            laterNames.replaceAll((old, name) -> renamed.getOrDefault(name, name));
            laterNames.putAll(renamed);
            laterNames.keySet().removeAll(names);
            Map<String, Room> before = Map.copyOf(rooms);
            rooms.clear();
            before.forEach(
                    (name, room) -> rooms.computeIfAbsent(renamed.getOrDefault(name, name), missing -> new Room())
                            .add(room));
        });
    }

    /** From now on nobody is served, until it is known that {@linkplain #expect who was here before} is back. */
    public synchronized void expectReturns() {
        returning = true;
    }

    /** Somebody waited, or was under way, before the restart. Without effect when the others were waited for already. */
    public synchronized void expect(String key) {
        if (returning) {
            expected.add(key);
        }
    }

    /** Nobody else is to be expected. */
    public void allExpected() {
        change(() -> returning = false);
    }

    /** One who was expected does not come. */
    public void expectNot(String key) {
        change(() -> expected.remove(key));
    }

    /** Who is not back by now is not waited for. */
    public void expectNobody() {
        change(() -> {
            returning = false;
            expected.clear();
        });
    }

    private Room room(String name) {
        return rooms.computeIfAbsent(laterNames.getOrDefault(name, name), missing -> new Room());
    }

    private void change(Runnable change) {
        List<Runnable> served = new ArrayList<>();
        synchronized (this) {
            change.run();
            rooms.forEach((name, room) -> serve(name, room, served));
            rooms.values().removeIf(room -> room.inside.isEmpty() && room.line.isEmpty());
        }
        served.forEach(Runnable::run);
    }

    private void serve(String name, Room room, List<Runnable> served) {
        if (room.line.isEmpty()) {
            return;
        }
        // asked under the lock: a limit that changes is either seen here, or changes after this one has got in line
        int limit = limits.applyAsInt(name);
        boolean anyNumber = limit <= 0;
        boolean inOrder = !returning && expected.isEmpty();
        while (!room.line.isEmpty() && (anyNumber || inOrder && room.inside.size() < limit)) {
            Ticket first = room.line.pollFirst();
            room.inside.add(first.key());
            served.add(first.onSlot());
        }
    }
}
