package io.jenkins.plugins.ngenea.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.HubClients;
import io.jenkins.plugins.ngenea.hub.body.BoundedBody;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubInvalidAnswerException;
import io.jenkins.plugins.ngenea.hub.error.HubRejectedException;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.JobState;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway may pack an answer (gzip) that nobody asked it to. */
@Timeout(60)
class PackedAnswerTest {
    private static final String KEY = "abcdef.0123456789";
    private static final String PACKED = "Content-Encoding: gzip";

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    /** JSON with so many blanks in it; some thousand of them take one byte. */
    private static byte[] bomb(String before, long blanks, String behind) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] million = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(before.getBytes(StandardCharsets.UTF_8));
            for (long written = 0; written < blanks; written += million.length) {
                out.write(million);
            }
            out.write(behind.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    private static RawServer answering(int status, byte[] body, String header) {
        return new RawServer(connection -> {
            InputStream in = connection.getInputStream();
            RawServer.body(RawServer.head(in), in);
            RawServer.answer(connection, status, body, header);
        });
    }

    private interface Call<T> {
        T of(HubClient client) throws Exception;
    }

    private static <T> T asked(int status, byte[] body, String header, Call<T> call) throws Exception {
        try (RawServer server = answering(status, body, header)) {
            return call.of(HubClients.client(server.url(), KEY));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PACKED, "content-encoding:  GZIP ", "Content-Encoding: x-gzip"})
    void itIsUnpacked(String header) throws Exception {
        byte[] job = packed("{\"id\":7,\"state\":\"STARTED\",\"paths\":[\"/a\"],\"total\":9}");
        Job shown = asked(200, job, header, client -> client.job("7"));
        assertEquals(JobState.STARTED, shown.state());
        assertEquals(9L, shown.counts().get("total"));
        byte[] list = packed("{\"count\":1,\"next\":null,\"results\":[{\"id\":7,\"state\":\"STARTED\"}]}");
        assertEquals(
                "7",
                asked(200, list, header, client -> client.jobs(1, 20))
                        .jobs()
                        .get(0)
                        .id());
        byte[] taken = packed("{\"id\":7}");
        WorkflowBody body = WorkflowBody.of(HubClients.manualsExample());
        assertEquals("7", asked(201, taken, header, client -> client.submit(body)));
    }

    @Test
    void theWordsOfARefusalAreUnpacked() throws Exception {
        String words = "{\"detail\":\"Bad key <" + KEY + ">.\"}";
        String message = asked(
                400,
                packed(words),
                PACKED,
                client -> assertThrows(HubRejectedException.class, () -> client.job("7"))
                        .getMessage());
        assertTrue(message.endsWith("Bad key <****>."), message);
    }

    @Test
    void nothingIsUnpackedOfAnEmptyAnswer() throws Exception {
        asked(200, new byte[0], PACKED, client -> {
            client.cancel("7");
            return "";
        });
    }

    @Test
    void whatIsTooLargeUnpackedIsBrokenOff() throws Exception {
        byte[] body = bomb("{\"id\":7,\"state\":\"STARTED\",\"x\":\"", 1L << 26, "\"}");
        assertTrue(body.length < BoundedBody.LARGEST_ANSWER, "it comes whole: " + body.length);
        for (Call<Object> call : Arrays.<Call<Object>>asList(
                client -> client.job("7"), client -> client.jobs(1, 20), HubClient::workflows)) {
            HubException e = asked(
                    200, body, PACKED, client -> assertThrows(HubInvalidAnswerException.class, () -> call.of(client)));
            assertTrue(e.getMessage().endsWith("the answer is larger than 8 MB."), e.getMessage());
            assertFalse(e.mayHeal());
        }
    }

    @Test
    void whatIsTooLargePackedIsBrokenOff() throws Exception {
        byte[] body = new byte[BoundedBody.LARGEST_ANSWER + 1];
        new java.util.Random(1).nextBytes(body);
        HubException e = asked(
                200, body, PACKED, client -> assertThrows(HubInvalidAnswerException.class, () -> client.job("7")));
        assertTrue(e.getMessage().endsWith("the answer is larger than 8 MB."), e.getMessage());
    }

    @Test
    void whatCannotBeUnpackedMayHealAndLeavesASubmitOpen() throws Exception {
        byte[] whole = packed("{\"id\":7,\"state\":\"STARTED\"}");
        byte[] cut = Arrays.copyOf(whole, whole.length - 9);
        byte[] plain = "{\"id\":7}".getBytes(StandardCharsets.UTF_8);
        WorkflowBody body = WorkflowBody.of(HubClients.manualsExample());
        for (byte[] damaged : new byte[][] {cut, plain}) {
            HubException e = asked(
                    200,
                    damaged,
                    PACKED,
                    client -> assertThrows(HubInvalidAnswerException.class, () -> client.submit(body)));
            assertTrue(e.getMessage().endsWith("the gzip-compressed answer cannot be decompressed."), e.getMessage());
            assertTrue(e.mayHeal());
            assertFalse(e.notTaken());
        }
    }
}
