package io.jenkins.plugins.ngenea.poll;

import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.SanitizedException;
import io.jenkins.plugins.ngenea.hub.model.HubAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why jobs of one Hub may wait, as the Hub says it of a site. It is asked only for jobs that have stood still for long, at most
 * once in ten minutes however many there are, and not on the lane of the polls. Thread-safe.
 */
public final class WaitReasons {
    private static final Logger LOGGER = Logger.getLogger(WaitReasons.class.getName());

    /** Between two looks, at whatever site. */
    static final Duration PAUSE = Duration.ofMinutes(10);

    private static final int MOST_ALERTS = 3;

    private final HubClient client;
    private final Executor lane;
    private Instant next = Instant.MIN;
    private String site = "";
    private CompletableFuture<Optional<String>> answer;

    /**
     * @param lane where the requests are made
     */
    public WaitReasons(HubClient client, Executor lane) {
        this.client = client;
        this.lane = lane;
    }

    /**
     * What is wrong with a site, in a clean line without a full stop. Empty if the Hub names nothing, does not answer, or was
     * asked about another site just now. If the process ends first, it never completes.
     */
    public CompletableFuture<Optional<String>> of(String wanted, Instant now) {
        CompletableFuture<Optional<String>> begun;
        synchronized (this) {
            if (now.isBefore(next)) {
                return wanted.equals(site) ? answer : CompletableFuture.completedFuture(Optional.empty());
            }
            next = now.plus(PAUSE);
            site = wanted;
            begun = new CompletableFuture<>();
            answer = begun;
        }
        lane.execute(() -> look(wanted, begun));
        return begun;
    }

    private void look(String wanted, CompletableFuture<Optional<String>> begun) {
        try {
            Optional<String> alerts = alerts(wanted);
            begun.complete(alerts.isPresent() ? alerts : health(wanted));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.WARNING, "Cannot read why jobs of a Hub wait", SanitizedException.of(e));
            begun.complete(Optional.empty());
        }
    }

    private Optional<String> alerts(String wanted) throws InterruptedException {
        List<HubAlert> alerts;
        try {
            alerts = client.alerts(wanted);
        } catch (HubException e) {
            LOGGER.log(Level.FINE, "the alerts of a site are not known", e);
            return Optional.empty();
        }
        String text = Stream.of("CRITICAL", "WARNING")
                .flatMap(severity -> alerts.stream()
                        .filter(alert ->
                                alert.severity().toUpperCase(Locale.ROOT).equals(severity)))
                .map(alert -> alert.summary().replaceAll("[.\\s]+$", ""))
                .distinct()
                .limit(MOST_ALERTS)
                .collect(Collectors.joining("; "));
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private Optional<String> health(String wanted) throws InterruptedException {
        try {
            String health = client.health().sites().getOrDefault(wanted, "");
            boolean isBad = health.equalsIgnoreCase("critical") || health.equalsIgnoreCase("warning");
            return isBad ? Optional.of("its health is " + health) : Optional.empty();
        } catch (HubException e) {
            LOGGER.log(Level.FINE, "the health of a site is not known", e);
            return Optional.empty();
        }
    }
}
