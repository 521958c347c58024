package io.jenkins.plugins.ngenea.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubNotFoundException;
import io.jenkins.plugins.ngenea.hub.error.HubUnauthorizedException;
import io.jenkins.plugins.ngenea.hub.error.HubUnreachableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who hears whether a Hub answers. */
class HubContactTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final List<String> heard = new ArrayList<>();

    private final HubContact contact =
            new HubContact(new RetryBudget(Duration.ofMinutes(30), new Random(1)), new ContactListener() {
                @Override
                public void answered() {
                    heard.add("answered");
                }

                @Override
                public void failed(HubException why, Instant now) {
                    heard.add("failed " + RetryBudget.isRefusedKey(why));
                }
            });

    @Test
    void silenceAndARefusedKeyAreFailures() {
        contact.failed("1", new HubUnreachableException("no answer", null, true, true, null), NOW);
        contact.failed("1", new HubUnauthorizedException("refused", 401, true), NOW);
        assertEquals(List.of("failed false", "failed true"), heard);
    }

    @Test
    void anyWordOfTheHubsOwnIsAnAnswer() {
        contact.answered(NOW);
        contact.failed("1", new HubNotFoundException("no such job", 404, true), NOW);
        assertEquals(List.of("answered", "answered"), heard);
    }
}
