package io.jenkins.plugins.ngenea.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.FakeHttp;
import io.jenkins.plugins.ngenea.hub.ClientKey;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.HubClients;
import io.jenkins.plugins.ngenea.hub.body.OneShotPublisher;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubUnreachableException;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import java.io.InputStream;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever has not got all of a request cannot have taken it. */
@Timeout(120)
class EarlyRefusalTest {
    private static final String KEY = "abcdef.0123456789";

    /** 6.4 MB of paths. */
    private static final List<String> LARGE = IntStream.range(0, 100_000)
            .mapToObj(i -> "/mmfs1/data/projects/archive/2024/some/directory/file-" + i)
            .toList();

    private static HubException refused(RawServer server, List<String> paths) throws Exception {
        WorkflowBody body = WorkflowBody.of(HubClients.request(paths, null));
        return assertThrows(
                HubException.class, () -> HubClients.client(server.url(), KEY).submit(body));
    }

    /** Like a gateway with a limit: reads a little, says 413 and closes, with the rest unread. */
    private static RawServer.Talk refusing(int status) {
        return connection -> {
            InputStream in = connection.getInputStream();
            RawServer.head(in);
            in.readNBytes(4096);
            RawServer.answer(connection, status, "{\"detail\":\"too large\"}");
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {413, 502, 503})
    void aRefusalWhileTheRequestIsStillSentMeansThatNothingWasTaken(int status) throws Exception {
        try (RawServer server = new RawServer(refusing(status))) {
            for (int i = 0; i < 20; i++) {
                HubException e = refused(server, LARGE);
                assertTrue(e.notTaken(), e.getMessage());
                boolean read = e.getMessage().contains("HTTP " + status + ": too large")
                        && e.getMessage().contains("split the list of paths") == (status == 413);
                boolean hinted =
                        e.getMessage().contains(" KB sent. If this happens again, a gateway in front of the Hub")
                                && e.getMessage().contains("413")
                                && e.getMessage().contains("split the list of paths");
                assertTrue(read || hinted, e.getMessage());
            }
        }
    }

    @Test
    void aConnectionThatBreaksInTheMidstOfARequestMeansThatNothingWasTaken() throws Exception {
        RawServer.Talk breaking = connection -> {
            RawServer.head(connection.getInputStream());
            connection.getInputStream().readNBytes(100_000);
            connection.setSoLinger(true, 0);
        };
        try (RawServer server = new RawServer(breaking)) {
            HubException e = refused(server, LARGE);
            assertTrue(e.notTaken(), e.getMessage());
            assertTrue(e.mayHeal());
        }
    }

    @Test
    void aRequestThatIsNotReadInTimeCannotBeTakenAnyMore() throws Exception {
        OneByOne reader = new OneByOne();
        FakeHttp http = new FakeHttp(request -> {
            request.bodyPublisher().orElseThrow().subscribe(reader);
            reader.next();
            return new FakeHttp.Answer(0, Map.of(), new byte[0], new HttpConnectTimeoutException("too late"));
        });
        HubClient client = new HubClient(
                HubClients.transport(http, Duration.ofSeconds(5)),
                HubUrl.parse("http://hub.example"),
                new ClientKey(KEY));
        WorkflowBody body = WorkflowBody.of(HubClients.request(LARGE, null));
        HubException e = assertThrows(HubUnreachableException.class, () -> client.submit(body));
        assertTrue(e.notTaken(), e.getMessage());
        assertFalse(e.getMessage().contains("413"), e.getMessage());
        reader.next();
        reader.next();
        assertEquals("the request was withdrawn", reader.error().getCause().getMessage());
    }

    @Test
    void aConnectionThatBreaksBehindTheLastByteLeavesItOpen() throws Exception {
        RawServer.Talk breaking = connection -> {
            String head = RawServer.head(connection.getInputStream());
            RawServer.body(head, connection.getInputStream());
        };
        try (RawServer server = new RawServer(breaking)) {
            HubException small = refused(server, List.of("/mmfs1/data"));
            assertFalse(small.notTaken());
            assertFalse(small.getMessage().contains("413"), small.getMessage());
            HubException large = refused(server, LARGE);
            assertFalse(large.notTaken());
            assertTrue(large.getMessage().contains("413"), large.getMessage());
        }
    }

    @Test
    void nothingOfARequestIsHandedOutAfterItWasTakenBack() throws Exception {
        try (OneShotPublisher publisher = new OneShotPublisher(WorkflowBody.of(HubClients.request(LARGE, null)))) {
            OneByOne reader = new OneByOne();
            publisher.subscribe(reader);
            reader.next();
            reader.next();
            assertTrue(publisher.withdraw());
            assertTrue(publisher.handedOut() > 0);
            int before = reader.pieces();
            reader.next();
            assertEquals(before, reader.pieces());
            assertEquals("the request was withdrawn", reader.error().getCause().getMessage());
        }
    }

    @Test
    void aRequestCannotBeTakenBackOnceItsLastPieceIsHandedOut() throws Exception {
        WorkflowBody body = WorkflowBody.of(HubClients.request(LARGE.subList(0, 1000), null));
        try (OneShotPublisher publisher = new OneShotPublisher(body)) {
            OneByOne reader = new OneByOne();
            publisher.subscribe(reader);
            while (publisher.handedOut() < body.length()) {
                reader.next();
            }
            assertFalse(publisher.withdraw());
            assertFalse(publisher.withdraw());
        }
    }
}
