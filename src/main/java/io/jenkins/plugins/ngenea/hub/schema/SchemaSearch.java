package io.jenkins.plugins.ngenea.hub.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubInvalidAnswerException;
import io.jenkins.plugins.ngenea.hub.http.HubResponse;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Finds a Hub's description of its own API. That there is a page {@code /api/docs/} is documented; where the description
 * itself is, is not: asked are the usual addresses of drf-spectacular and drf-yasg, and what the page names. At most
 * {@value #MOST_REQUESTS} requests. For one search.
 */
public final class SchemaSearch {
    static final int MOST_REQUESTS = 8;

    /** More addresses of a page are not asked, so that the usual ones still are. */
    private static final int MOST_LINKS = 2;

    private static final String USUAL = "schema/";
    private static final String PAGE = "docs/";
    private static final String[] OTHERS = {
        "docs/?format=openapi", "swagger.json", "docs/swagger.json", "schema/?format=json"
    };

    /** drf-spectacular answers in YAML unless it is asked for JSON. */
    private static final String AS_SCHEMA = "application/vnd.oai.openapi+json, application/json, */*;q=0.1";

    private static final String AS_PAGE = "text/html, */*;q=0.1";

    /** One {@code GET} with the key. */
    @FunctionalInterface
    public interface Answers {
        /**
         * @param accept the media types wanted
         * @throws HubInvalidAnswerException if the answer is too large
         */
        HubResponse get(URI uri, String accept) throws HubException, InterruptedException;
    }

    /**
     * What a search came to.
     *
     * @param schema empty if there is none that can be read
     * @param isCertain whether another search would find the same: no answer was a refusal of the key or a "not now"
     */
    public record Found(Optional<HubSchema> schema, boolean isCertain) {}

    private final HubUrl url;
    private final Answers answers;
    private final Set<String> asked = new LinkedHashSet<>();
    private boolean isCertain = true;

    public SchemaSearch(HubUrl url, Answers answers) {
        this.url = url;
        this.answers = answers;
    }

    /**
     * Asks until a description is found. Blocks for as long as the answers take.
     *
     * @throws HubException if the Hub gave no answer at all to one of the requests
     */
    public Found look() throws HubException, InterruptedException {
        Optional<HubSchema> schema = read(USUAL, ask(USUAL, AS_SCHEMA));
        byte[] page = new byte[0];
        if (schema.isEmpty()) {
            page = ask(PAGE, AS_PAGE);
            schema = read(PAGE, page);
        }
        for (String address : schema.isPresent() ? Set.<String>of() : others(page)) {
            schema = read(address, ask(address, AS_SCHEMA));
            if (schema.isPresent()) {
                break;
            }
        }
        return new Found(schema, schema.isPresent() || isCertain);
    }

    private Set<String> others(byte[] page) {
        Set<String> others = new LinkedHashSet<>();
        for (String address : DocsPage.addresses(url, page)) {
            if (others.size() < MOST_LINKS && !asked.contains(address)) {
                others.add(address);
            }
        }
        for (String address : OTHERS) {
            if (asked.size() + others.size() < MOST_REQUESTS) {
                others.add(address);
            }
        }
        return others;
    }

    /** The body of a 2xx answer; empty for any other. */
    private byte[] ask(String address, String accept) throws HubException, InterruptedException {
        asked.add(address);
        HubResponse response;
        try {
            response = answers.get(url.api(address), accept);
        } catch (HubInvalidAnswerException e) {
            // larger than any description is
            return new byte[0];
        }
        int status = response.status();
        if (status == 401 || status == 403 || status == 408 || status == 425 || status == 429 || status >= 500) {
            isCertain = false;
        }
        return status >= 200 && status < 300 ? response.body() : new byte[0];
    }

    private Optional<HubSchema> read(String address, byte[] body) {
        JsonNode text = SchemaText.objectOrNull(body);
        OpenApi api = text == null ? null : OpenApi.of(url, text);
        return api == null ? Optional.empty() : Optional.of(new SchemaReader(api).read(address));
    }
}
