package io.jenkins.plugins.ngenea.hub.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * Reads a JSON answer without what stands in arrays called {@code paths}: a Hub that shows the request of a job (assumed)
 * would send a list of a million paths each time somebody asks for the job's state. Who wants to compare the paths gets an
 * array with their {@code PathsDigest} in its place. Of what is no JSON only the beginning is read.
 */
public final class BodyWithoutPaths {
    /** One for all: it remembers the names of members, which are the same in every answer. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(BoundedBody.LARGEST_ANSWER)
                    .maxNestingDepth(BoundedBody.DEEPEST_JSON)
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static final String PATHS = "paths";
    private static final int BEGINNING = 4 * 1024;

    /** So many times the limit may be read, if it stands in paths. */
    private static final long MOST_PATHS = 32;

    private final int limit;
    private final boolean digested;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    /** Depth of arrays and objects inside of the paths that are left out; 0 outside. */
    private int leftOut;

    private boolean nameHeldBack;

    /** Those that are being left out, if they are to be compared; else null. */
    private ShownPaths shown;

    private BodyWithoutPaths(int limit, boolean digested) {
        this.limit = limit;
        this.digested = digested;
    }

    /**
     * What is kept of an answer.
     *
     * @param limit in bytes, of what is kept
     * @param digested whether the digest of paths is to take their place
     */
    public static byte[] read(InputStream answer, int limit, boolean digested) throws IOException {
        BoundedBody bounded = new BoundedBody(answer, limit * MOST_PATHS);
        byte[] beginning = bounded.readNBytes(BEGINNING);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(beginning), bounded);
        try {
            return new BodyWithoutPaths(limit, digested).read(whole);
        } catch (JsonProcessingException e) {
            if (bounded.count() > limit) {
                throw new BoundedBody.TooLargeException();
            }
            return beginning;
        }
    }

    private byte[] read(InputStream answer) throws IOException {
        try (JsonParser parser = JSON.createParser(answer);
                JsonGenerator generator = JSON.createGenerator(kept)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (!isLeftOut(token, parser, generator)) {
                    copy(token, parser, generator);
                }
                if (kept.size() > limit) {
                    throw new BoundedBody.TooLargeException();
                }
            }
        }
        return kept.toByteArray();
    }

    private boolean isLeftOut(JsonToken token, JsonParser parser, JsonGenerator generator) throws IOException {
        if (leftOut > 0) {
            leftOut += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (shown != null && !shown.take(token, parser)) {
                generator.writeFieldName(PATHS);
                generator.writeArray(new String[] {shown.digest()}, 0, 1);
                shown = null;
            }
            return true;
        }
        if (token == JsonToken.FIELD_NAME && PATHS.equals(parser.currentName())) {
            nameHeldBack = true;
            return true;
        }
        if (nameHeldBack) {
            nameHeldBack = false;
            if (token == JsonToken.START_ARRAY) {
                leftOut = 1;
                shown = digested ? new ShownPaths() : null;
                return true;
            }
            generator.writeFieldName(PATHS);
        }
        return false;
    }

    private static void copy(JsonToken token, JsonParser parser, JsonGenerator generator) throws IOException {
        if (token.isNumeric()) {
            // as it stands there: to make a number of 1e600000000 takes for ever
            generator.writeNumber(parser.getText());
        } else {
            generator.copyCurrentEvent(parser);
        }
    }
}
