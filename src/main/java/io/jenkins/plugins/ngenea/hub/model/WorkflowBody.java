package io.jenkins.plugins.ngenea.hub.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The JSON of a {@link WorkflowRequest}, made piece by piece: a million paths never stand in memory. Key order is that of
 * the manual's example.
 *
 * @param length in bytes
 * @param firstPath exactly as it is sent; empty if there is none
 * @param hash SHA-256 of the body in hexadecimal: the same request has the same hash in every session
 */
public record WorkflowBody(WorkflowRequest request, long length, long pathCount, String firstPath, String hash) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int PIECE = 16 * 1024;

    /**
     * Goes once over the request to learn the body's length.
     *
     * @throws IOException if the paths cannot be read
     */
    public static WorkflowBody of(WorkflowRequest request) throws IOException {
        MessageDigest digest = PathsDigest.sha256();
        long length = 0;
        try (Pieces pieces = new Pieces(request)) {
            while (pieces.hasNext()) {
                byte[] piece = pieces.next();
                digest.update(piece);
                length += piece.length;
            }
            return new WorkflowBody(
                    request,
                    length,
                    pieces.paths,
                    pieces.firstPath,
                    HexFormat.of().formatHex(digest.digest()));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    public Pieces pieces() throws IOException {
        return new Pieces(request);
    }

    /** The body's bytes in order, each piece some 16 KB; throws {@link UncheckedIOException} when paths cannot be read. */
    public static final class Pieces implements Iterator<byte[]>, AutoCloseable {
        private final WorkflowRequest request;
        private final PathSource.Cursor cursor;
        private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(PIECE + 1024);
        private final JsonGenerator json;
        private long paths;
        private String firstPath = "";
        private boolean complete;

        private Pieces(WorkflowRequest request) throws IOException {
            this.request = request;
            this.cursor = request.paths().open();
            this.json = JSON.createGenerator(buffer);
            json.writeStartObject();
            json.writeArrayFieldStart("paths");
        }

        @Override
        public boolean hasNext() {
            return !complete;
        }

        @Override
        public byte[] next() {
            if (complete) {
                throw new NoSuchElementException();
            }
            try {
                while (buffer.size() < PIECE && cursor.hasNext()) {
                    String path = cursor.next();
                    json.writeString(path);
                    if (paths++ == 0) {
                        firstPath = path;
                    }
                    if (paths % 64 == 0) {
                        json.flush();
                    }
                }
                if (!cursor.hasNext()) {
                    writeRest();
                    complete = true;
                }
                json.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            byte[] piece = buffer.toByteArray();
            buffer.reset();
            return piece;
        }

        private void writeRest() throws IOException {
            json.writeEndArray();
            json.writeStringField("site", request.site());
            json.writeStringField("workflow", request.workflow());
            if (Discovery.NONE.equals(request.discovery())) {
                json.writeNullField("discovery");
            } else if (request.discovery() != null) {
                json.writeStringField("discovery", request.discovery());
            }
            if (!request.fields().isEmpty()) {
                json.writeObjectFieldStart("fields");
                for (Map.Entry<String, Object> field : request.fields().entrySet()) {
                    json.writeFieldName(field.getKey());
                    write(field.getValue());
                }
                json.writeEndObject();
            }
            if (request.queue() != null) {
                json.writeStringField("queue", request.queue());
            }
            json.writeEndObject();
            json.close();
        }

        private void write(Object value) throws IOException {
            if (value instanceof Map<?, ?> map) {
                json.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    json.writeFieldName((String) entry.getKey());
                    write(entry.getValue());
                }
                json.writeEndObject();
            } else if (value instanceof Iterable<?> items) {
                json.writeStartArray();
                for (Object item : items) {
                    write(item);
                }
                json.writeEndArray();
            } else {
                json.writeObject(value);
            }
        }

        @Override
        public void close() {
            cursor.close();
        }
    }
}
