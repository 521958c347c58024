package io.jenkins.plugins.ngenea.hub;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ngenea.hub.body.BoundedBody;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubInvalidAnswerException;
import io.jenkins.plugins.ngenea.hub.error.HubNotFoundException;
import io.jenkins.plugins.ngenea.hub.error.HubRejectedException;
import io.jenkins.plugins.ngenea.hub.error.HubUnauthorizedException;
import io.jenkins.plugins.ngenea.hub.error.HubUnreachableException;
import io.jenkins.plugins.ngenea.hub.http.HubResponse;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Distinguishes usable answers from the kinds of {@link HubException}. Error bodies are not documented: Django REST shapes
 * and HTML pages are assumed.
 */
public final class ResponseCheck {
    /** What to do about a request that is too large for whoever gets it first. */
    private static final String SMALLER =
            "Raise the request size limit of the gateway in front of the Hub, or split the list of paths.";

    private static final int FIELDS_SHOWN = 20;
    private static final int BODY_SHOWN = 300;
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(BoundedBody.DEEPEST_JSON)
                            .build())
                    // Python writes NaN and Infinity where a counter has no value
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private ResponseCheck() {}

    /**
     * @param doing what was asked, as it follows "to" in a sentence
     * @return the JSON of a 2xx answer
     */
    static JsonNode json(HubUrl hub, String doing, HubResponse response) throws HubException {
        success(hub, doing, response);
        JsonNode node;
        try {
            node = JSON.readTree(response.body());
        } catch (IOException e) {
            throw new HubInvalidAnswerException(
                    withAdvice(
                            failed(hub, doing, response.status()) + " with a body that is not JSON: " + start(response),
                            otherUrl(hub)),
                    e);
        }
        if (node == null || node.isMissingNode()) {
            throw new HubInvalidAnswerException(failed(hub, doing, response.status()) + " with an empty body.");
        }
        return node;
    }

    /** The items of an answer that is a list. */
    static JsonNode items(HubUrl hub, String doing, JsonNode answer) throws HubInvalidAnswerException {
        JsonNode items = JobParser.items(answer);
        if (items == null) {
            throw new HubInvalidAnswerException(
                    "Hub " + hub + " was asked to " + doing + " and answered with JSON that is not a list.");
        }
        return items;
    }

    /**
     * Like {@link #json} for answers that may hold a secret, or echo one: no word of the body gets into an exception.
     */
    static JsonNode secretJson(HubUrl hub, String doing, HubResponse response) throws HubException {
        JsonNode node = jsonOrNull(response);
        boolean success = response.status() >= 200 && response.status() < 300;
        if (success && node == null) {
            throw new HubInvalidAnswerException(
                    failed(hub, doing, response.status()) + " with a body that is not JSON.");
        }
        if (!success) {
            throw refusal(hub, doing, response.withoutBody(), isHubsWord(node), "");
        }
        return node;
    }

    /** Returns if the answer is 2xx, throws the kind of exception that fits if not. */
    static void success(HubUrl hub, String doing, HubResponse response) throws HubException {
        if (response.status() < 200 || response.status() >= 300) {
            throw refusal(hub, doing, response, isHubsWord(jsonOrNull(response)), words(response));
        }
    }

    /** Whether an error's body can be the Hub's own: gateways answer with pages, with plain text, or with nothing. */
    static boolean isHubsWord(JsonNode body) {
        return body != null && body.isContainerNode();
    }

    /**
     * @param words the body's; empty if they are not to be told
     */
    private static HubException refusal(
            HubUrl hub, String doing, HubResponse response, boolean hubsWord, String words) {
        int status = response.status();
        String message = failed(hub, doing, status);
        String told = words.isEmpty() ? "." : ": " + words;
        if (status >= 300 && status < 400) {
            String where = response.header("Location").map(RemoteText::line).orElse("nowhere");
            return new HubRejectedException(
                    message + ", a redirect to " + where
                            + ". Redirects are not followed, so that the key is sent nowhere else."
                            + " Correct the URL in the configuration of this Hub.",
                    status,
                    // gateways also send to a page for maintenance, or to a login
                    false);
        }
        if (status == 408 || status == 425 || status == 429 || status >= 500) {
            return new HubUnreachableException(
                    message + told, null, status == 429, true, retryAfter(response, Instant.now()));
        }
        String whole = message + (hubsWord ? "" : " with a body that is not JSON") + told;
        if (status == 401 || status == 403) {
            return new HubUnauthorizedException(whole, status, hubsWord);
        }
        if (status == 404 || status == 405 || status == 410) {
            return new HubNotFoundException(withAdvice(whole, hubsWord ? "" : otherUrl(hub)), status, hubsWord);
        }
        return new HubRejectedException(withAdvice(whole, status == 413 ? SMALLER : ""), status, hubsWord);
    }

    /** What to do if the URL is that of a page and no Hub is there; empty if it is not like one. */
    private static String otherUrl(HubUrl hub) {
        return hub.withoutPage()
                .map(other -> "The URL ends like that of a page: the Hub may be at " + other + ".")
                .orElse("");
    }

    private static String withAdvice(String message, String advice) {
        return advice.isEmpty() ? message : message + (message.endsWith(".") ? " " : ". ") + advice;
    }

    private static String failed(HubUrl hub, String doing, int status) {
        return "Hub " + hub + " was asked to " + doing + " and answered HTTP " + status;
    }

    /** The Hub's own words on one line. */
    private static String words(HubResponse response) {
        Map<String, List<String>> fields = fieldMessages(response);
        if (fields.isEmpty()) {
            return start(response);
        }
        List<String> parts = new ArrayList<>();
        fields.forEach((field, messages) -> {
            String text = String.join(" ", messages);
            boolean general = field.equals("detail") || field.equals("non_field_errors");
            parts.add(general ? text : field + ": " + text);
        });
        return RemoteText.clean(String.join("; ", parts), 2 * RemoteText.LINE);
    }

    private static Map<String, List<String>> fieldMessages(HubResponse response) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        JsonNode body = jsonOrNull(response);
        if (body != null) {
            body.properties().forEach(entry -> {
                if (fields.size() < FIELDS_SHOWN) {
                    fields.put(RemoteText.name(entry.getKey()), messages(entry.getValue()));
                }
            });
        }
        return fields;
    }

    private static List<String> messages(JsonNode value) {
        List<String> messages = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(item -> {
                if (messages.size() < FIELDS_SHOWN) {
                    messages.add(RemoteText.line(text(item)));
                }
            });
        } else {
            messages.add(RemoteText.line(text(value)));
        }
        return List.copyOf(messages);
    }

    private static String text(JsonNode node) {
        // simplejwt's refusals have a list of objects
        JsonNode said = node.path("message").isTextual() ? node.path("message") : node;
        return said.isValueNode() ? said.asText() : said.toString();
    }

    /** The beginning of a body for a message. */
    static String start(HubResponse response) {
        int length = Math.min(response.body().length, 4 * BODY_SHOWN);
        String text = RemoteText.clean(new String(response.body(), 0, length, StandardCharsets.UTF_8), BODY_SHOWN);
        return text.isEmpty() ? "(an empty body)" : text;
    }

    /** Null if the Hub did not ask for a pause, or asked unintelligibly. Seconds and HTTP dates are understood. */
    static Duration retryAfter(HubResponse response, Instant now) {
        String value = response.header("Retry-After").orElse("").strip();
        if (value.isEmpty()) {
            return null;
        }
        try {
            Duration asked = value.chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(Long.parseLong(value))
                    : Duration.between(
                            now,
                            ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
            return asked.isNegative() ? Duration.ZERO : asked;
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    /** For answers that may be JSON or not; null if not. */
    static JsonNode jsonOrNull(HubResponse response) {
        try {
            JsonNode node = JSON.readTree(response.body());
            return node == null || node.isMissingNode() ? null : node;
        } catch (IOException e) {
            return null;
        }
    }
}
