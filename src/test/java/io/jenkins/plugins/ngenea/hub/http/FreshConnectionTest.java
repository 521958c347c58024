package io.jenkins.plugins.ngenea.hub.http;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.HubClients;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A submit goes out on a connection that was opened for it: one that is open already may be closed just then. */
@Timeout(120)
class FreshConnectionTest {
    private static final String KEY = "abcdef.0123456789";
    private static final String EMPTY_LIST = "{\"count\":0,\"next\":null,\"results\":[]}";

    /** For each POST whether its connection was used before. */
    private final List<Boolean> posts = new CopyOnWriteArrayList<>();

    private final AtomicInteger jobs = new AtomicInteger();

    private void answer(Socket connection, String head, boolean used) throws IOException {
        RawServer.body(head, connection.getInputStream());
        if (head.startsWith("POST")) {
            posts.add(used);
            RawServer.answer(connection, 201, "{\"id\":" + jobs.incrementAndGet() + "}");
        } else {
            RawServer.answer(connection, 200, EMPTY_LIST);
        }
    }

    /** As a run does: the newest job is asked for right before. */
    private void submitAgainAndAgain(RawServer server, int times) throws Exception {
        HubClient client = HubClients.client(server.url(), KEY);
        for (int i = 1; i <= times; i++) {
            client.jobs(1, 20);
            assertEquals(Integer.toString(i), client.submit(WorkflowBody.of(HubClients.manualsExample())));
        }
        assertEquals(times, posts.size());
        assertTrue(posts.stream().noneMatch(used -> used), "on a used connection");
    }

    @Test
    void aConnectionThatIsClosedJustWhenItIsUsedAgainIsNotTheSubmits() throws Exception {
        RawServer.Talk closingJustThen = connection -> {
            InputStream in = connection.getInputStream();
            answer(connection, RawServer.head(in), false);
            in.read();
        };
        try (RawServer server = new RawServer(closingJustThen)) {
            submitAgainAndAgain(server, 20);
        }
    }

    @Test
    void aServerThatClosesEachConnectionAfterOneAnswerWithoutSayingSoGetsEverySubmit() throws Exception {
        RawServer.Talk oneRequest =
                connection -> answer(connection, RawServer.head(connection.getInputStream()), false);
        try (RawServer server = new RawServer(oneRequest)) {
            submitAgainAndAgain(server, 50);
        }
    }

    @Test
    void aServerThatKeepsItsConnectionsGetsEachSubmitOnANewOne() throws Exception {
        RawServer.Talk keeping = connection -> {
            InputStream in = connection.getInputStream();
            boolean used = false;
            for (String head = RawServer.head(in); !head.isEmpty(); head = RawServer.head(in)) {
                answer(connection, head, used);
                used = true;
            }
        };
        try (RawServer server = new RawServer(keeping)) {
            submitAgainAndAgain(server, 20);
        }
    }

    @Test
    void whatASubmitNeedsOfItsOwnIsGivenBack() throws Exception {
        try (HubEmulator hub = HubEmulator.start()) {
            HubClient client = HubClients.client(hub);
            client.jobs(1, 20);
            long before = selectors();
            for (int i = 0; i < 20; i++) {
                client.submit(WorkflowBody.of(HubClients.manualsExample()));
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> selectors() <= before);
        }
    }

    private static long selectors() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("HttpClient-"))
                .count();
    }
}
