package io.jenkins.plugins.ngenea.config;

import io.jenkins.plugins.ngenea.journal.JournalEntry;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Updates the open records when an administrator changes the Hubs. A Hub is identified by its address: under a new name it
 * keeps its records. The old name at a new address is another Hub, which knows nothing of them.
 */
final class HubChanges {
    private static final Logger LOGGER = Logger.getLogger(HubChanges.class.getName());
    private static final int NAMED = 20;

    private final Set<String> namesBefore;
    private final List<NgeneaHub> now;

    private HubChanges(List<NgeneaHub> before, List<NgeneaHub> now) {
        this.namesBefore = before.stream().map(HubChanges::place).collect(Collectors.toSet());
        this.now = now;
    }

    static void tellRecords(List<NgeneaHub> before, List<NgeneaHub> now) {
        HubChanges changes = new HubChanges(before, now);
        before.forEach(changes::tellRecordsOf);
    }

    /** The new names of those that have another one by now, by their old names. */
    static Map<String, String> renamed(List<NgeneaHub> before, List<NgeneaHub> now) {
        HubChanges changes = new HubChanges(before, now);
        Map<String, String> names = new HashMap<>();
        before.stream()
                .filter(hub -> !changes.isStillThere(hub))
                .forEach(hub -> changes.newName(hub).ifPresent(name -> names.put(hub.getName(), name)));
        return names;
    }

    private boolean isStillThere(NgeneaHub hub) {
        return now.stream().anyMatch(other -> place(other).equals(place(hub)));
    }

    /** Several Hubs may be one server with several keys: the one that was not there before is the renamed one. */
    private Optional<String> newName(NgeneaHub hub) {
        String url = hub.address();
        List<NgeneaHub> renamed = now.stream()
                .filter(other -> url != null && url.equals(other.address()) && !namesBefore.contains(place(other)))
                .toList();
        return renamed.size() == 1 ? Optional.of(renamed.get(0).getName()) : Optional.empty();
    }

    private void tellRecordsOf(NgeneaHub hub) {
        String url = hub.address();
        if (url == null || isStillThere(hub)) {
            return;
        }
        Optional<String> newName = newName(hub);
        try {
            if (newName.isPresent()) {
                HubRuntime.get().journal().nameHub(hub.getName(), url, newName.get());
            } else {
                leaveAlone(hub, HubRuntime.get().journal().nameHub(hub.getName(), url, hub.getName()));
            }
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "The records of open jobs on Ngenea Hub " + hub.getName() + " still have its old name");
        }
    }

    private static void leaveAlone(NgeneaHub hub, List<JournalEntry> open) {
        if (open.isEmpty()) {
            return;
        }
        String jobs = open.stream()
                .limit(NAMED)
                .map(entry -> (entry.jobId().isEmpty() ? "a submit" : "job " + entry.jobId()) + " of " + entry.build())
                .collect(Collectors.joining(", "));
        LOGGER.log(
                Level.WARNING,
                "Hub {1} is no longer configured at {0}, but {2} there: {3}{4}. Waiting builds continue until Jenkins"
                        + " restarts. After that, these jobs are neither polled nor cancelled until a Hub with that"
                        + " address is configured.",
                new Object[] {
                    hub.address(),
                    hub.getName(),
                    open.size() == 1 ? "one job is open" : open.size() + " jobs are open",
                    jobs,
                    open.size() > NAMED ? " and more" : ""
                });
    }

    private static String place(NgeneaHub hub) {
        return hub.getName() + '\n' + hub.address();
    }
}
