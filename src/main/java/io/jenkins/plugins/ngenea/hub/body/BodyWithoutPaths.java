package io.jenkins.plugins.ngenea.hub.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Collects a JSON answer without what stands in arrays called {@code paths}: a Hub that shows the request of a job (assumed)
 * would send a list of a million paths each time somebody asks for the job's state. Who wants to compare the paths gets an
 * array with their {@code PathsDigest} in its place. What is no JSON is cut to its beginning.
 */
public final class BodyWithoutPaths extends CollectedBody {
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
    private static final int MOST_PATHS = 32;

    private final int limit;
    private final boolean digested;
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final JsonParser parser;
    private final ByteArrayFeeder feeder;
    private final JsonGenerator generator;
    private long read;
    private boolean isJson = true;

    /** Depth of arrays and objects inside of the paths that are left out; 0 outside. */
    private int leftOut;

    private boolean nameHeldBack;

    /** Those that are being left out, if they are to be compared; else null. */
    private ShownPaths shown;

    /**
     * @param limit in bytes, of what is kept
     * @param digested whether the digest of paths is to take their place
     */
    public BodyWithoutPaths(int limit, boolean digested) {
        this.limit = limit;
        this.digested = digested;
        try {
            parser = JSON.createNonBlockingByteArrayParser();
            feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
            generator = JSON.createGenerator(kept);
        } catch (IOException e) {
            throw new IllegalStateException("nothing is read or written yet", e);
        }
    }

    @Override
    boolean take(byte[] bytes) {
        read += bytes.length;
        if (beginning.size() < BEGINNING) {
            beginning.write(bytes, 0, Math.min(bytes.length, BEGINNING - beginning.size()));
        }
        if (isJson && bytes.length > 0) {
            try {
                feeder.feedInput(bytes, 0, bytes.length);
                copyTokens();
            } catch (IOException e) {
                isJson = false;
            }
        }
        return kept.size() <= limit && read <= (long) limit * (isJson ? MOST_PATHS : 1);
    }

    private void copyTokens() throws IOException {
        for (JsonToken token = parser.nextToken();
                token != null && token != JsonToken.NOT_AVAILABLE;
                token = parser.nextToken()) {
            if (!isLeftOut(token)) {
                copy(token);
            }
        }
        generator.flush();
    }

    private boolean isLeftOut(JsonToken token) throws IOException {
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

    private void copy(JsonToken token) throws IOException {
        if (token.isNumeric()) {
            // as it stands there: to make a number of 1e600000000 takes for ever
            generator.writeNumber(parser.getText());
        } else {
            generator.copyCurrentEvent(parser);
        }
    }

    @Override
    byte[] kept() {
        if (isJson) {
            try {
                feeder.endOfInput();
                copyTokens();
                isJson = parser.getParsingContext().inRoot();
            } catch (IOException e) {
                isJson = false;
            }
        }
        return isJson ? kept.toByteArray() : beginning.toByteArray();
    }
}
