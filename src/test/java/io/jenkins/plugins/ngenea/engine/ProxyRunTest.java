package io.jenkins.plugins.ngenea.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.hub.http.ForwardingProxy;
import io.jenkins.plugins.ngenea.output.Outcome.Kind;
import java.net.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose proxy wants a login that nobody gave. */
@Timeout(60)
class ProxyRunTest {
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    @TempDir
    Path directory;

    private final ForwardingProxy proxy = ForwardingProxy.start("me", "proxy-word");
    private final Seen seen = new Seen();
    private Rig rig;
    /** Requests whose path ends so go through the proxy. */
    private volatile String throughProxy = "/";

    @BeforeEach
    void start() {
        rig = new Rig(directory.resolve("journal"));
        rig.route(uri -> uri.getPath().endsWith(throughProxy) ? proxy.asProxy() : Proxy.NO_PROXY);
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
        proxy.close();
    }

    private void assertRefusedAtOnce() throws Exception {
        assertEquals(Kind.REJECTED, seen.outcome().kind());
        String message = seen.outcome().message();
        assertTrue(message.contains("the proxy 127.0.0.1:" + proxy.port() + " rejected it"), message);
        assertTrue(message.endsWith("The request did not reach the Hub. Nothing was submitted."), message);
        assertEquals(0, rig.posts());
        assertEquals(1, proxy.told().size());
        assertEquals(0, rig.time.waiting());
        assertEquals(List.of(), rig.journal.all());
    }

    @Test
    void aProxyThatWantsALoginFailsANewRunAtOnce() throws Exception {
        rig.start(seen);
        assertRefusedAtOnce();
        assertEquals(0, rig.hub.requestCount());
    }

    @Test
    void aProxyThatStopsThePostAloneFailsTheRunAtOnceToo() throws Exception {
        throughProxy = "/workflow/";
        rig.start(seen);
        assertRefusedAtOnce();
    }

    @Test
    void aProxyThatWantsALoginWhileAJobIsFollowedIsBorneUntilItsSettingsAreCorrected() {
        throughProxy = "/nothing";
        rig.hub.holdJobs();
        rig.start(seen);
        throughProxy = "/";
        rig.time.advance(FIVE_MINUTES);
        assertEquals(1, seen.linesWith("HTTP 407"));
        throughProxy = "/nothing";
        rig.hub.lastJob().finish("SUCCESS");
        rig.untilOver(seen, FIVE_MINUTES);
        assertEquals(Kind.SUCCEEDED, seen.outcome().kind());
        assertEquals(1, seen.linesWith("Reconnected to Hub"));
        assertEquals(1, rig.hub.requests(FaultPoint.SUBMIT).size());
    }
}
