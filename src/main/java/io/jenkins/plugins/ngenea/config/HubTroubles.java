package io.jenkins.plugins.ngenea.config;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import io.jenkins.plugins.ngenea.config.HubTroublesMonitor.Line;
import io.jenkins.plugins.ngenea.engine.Connection.ConnectionException;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.poll.ContactListener;
import io.jenkins.plugins.ngenea.poll.RetryBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Which Hubs did not answer when they were asked last, and which keys they refused. An entry goes when the Hub answers
 * again; at most two hundred are kept. Thread-safe.
 */
final class HubTroubles {
    private static final int MOST = 200;

    private final Supplier<Instant> clock;

    /** The oldest first. Guarded by {@code this}. */
    private final Map<Place, Trouble> troubles = new LinkedHashMap<>();

    /** A Hub as one key sees it. The secret is there as a fingerprint only. */
    record Place(String url, String secret) {}

    /**
     * @param refused whether the Hub refused the key; else it did not answer
     * @param since of the first request that failed
     * @param last of the last one
     */
    record Trouble(boolean refused, Instant since, Instant last) {
        private Line of(NgeneaHub hub) {
            return new Line(hub.getName(), refused, Date.from(since), Date.from(last));
        }
    }

    HubTroubles(Supplier<Instant> clock) {
        this.clock = clock;
    }

    synchronized void failed(Place place, boolean refused) {
        Instant now = clock.get();
        Trouble known = troubles.remove(place);
        boolean same = known != null && known.refused() == refused;
        troubles.put(place, new Trouble(refused, same ? known.since() : now, now));
        if (troubles.size() > MOST) {
            troubles.remove(troubles.keySet().iterator().next());
        }
    }

    /** A Hub that answers one key is there for all. */
    synchronized void answered(Place place) {
        if (!troubles.isEmpty()) {
            troubles.remove(place);
            troubles.entrySet()
                    .removeIf(entry -> entry.getKey().url().equals(place.url())
                            && !entry.getValue().refused());
        }
    }

    private synchronized Map<Place, Trouble> all() {
        return new LinkedHashMap<>(troubles);
    }

    /** Of these Hubs: those whose own key was refused, and those that have not answered for half of their time budget. */
    List<Line> of(List<NgeneaHub> hubs) {
        Map<Place, Trouble> all = all();
        List<Line> shown = new ArrayList<>();
        if (!all.isEmpty()) {
            hubs.forEach(hub -> all.entrySet().stream()
                    .filter(entry -> concerns(entry.getKey(), entry.getValue(), hub))
                    .findFirst()
                    .ifPresent(entry -> shown.add(entry.getValue().of(hub))));
        }
        return shown;
    }

    private static boolean concerns(Place place, Trouble trouble, NgeneaHub hub) {
        try {
            if (!place.url().equals(hub.address())) {
                return false;
            }
            Duration half = Duration.ofMinutes(hub.getLostContactMinutes()).dividedBy(2);
            return trouble.refused()
                    ? HubSecrets.fingerprint(HubSecrets.ofHub(hub)).equals(place.secret())
                    : Duration.between(trouble.since(), trouble.last()).compareTo(half) >= 0;
        } catch (ConnectionException e) {
            // no credential any more
            return false;
        }
    }

    static Place place(HubUrl url, StandardCredentials credential) {
        return new Place(url.toString(), HubSecrets.fingerprint(credential));
    }

    /** Hears what becomes of the requests for jobs. */
    ContactListener listener(Place place) {
        return new ContactListener() {
            @Override
            public void answered() {
                HubTroubles.this.answered(place);
            }

            @Override
            public void failed(HubException why, Instant now) {
                HubTroubles.this.failed(place, RetryBudget.isRefusedKey(why));
            }
        };
    }
}
