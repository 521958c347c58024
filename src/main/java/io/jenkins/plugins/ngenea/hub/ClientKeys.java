package io.jenkins.plugins.ngenea.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubInvalidAnswerException;
import io.jenkins.plugins.ngenea.hub.http.HeaderSecret;
import io.jenkins.plugins.ngenea.hub.http.HubResponse;
import io.jenkins.plugins.ngenea.hub.http.HubTransport;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import java.util.regex.Pattern;

/** Makes client keys on a Hub, and takes them back. That needs a login: a key makes no keys. */
public record ClientKeys(HubTransport transport, HubUrl url, HubAuthentication login) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /**
     * A new key.
     *
     * @param id what the Hub calls it; empty if it did not say
     * @param key the key itself, which the Hub shows this once
     */
    public record Made(String id, String key) {
        /** Without the key. */
        @Override
        public String toString() {
            return "client key " + id;
        }
    }

    /**
     * {@code POST /api/auth/clientkeys/} (documented).
     *
     * @throws HubException with {@link HubException#notTaken()} where it is certain that there is no new key
     */
    public Made create(String name) throws HubException, InterruptedException {
        String doing = "create client key " + RemoteText.name(name);
        JsonNode body = JsonNodeFactory.instance.objectNode().put("name", name);
        HubResponse response = transport.post(url.api("auth/clientkeys/"), login.header(transport, url), body);
        JsonNode answer = ResponseCheck.secretJson(url, doing, response);
        String id = answer.path("id").asText("");
        String key = answer.path("api_key").asText("");
        if (key.isEmpty()) {
            // not a word of the answer: a key may be in it
            throw new HubInvalidAnswerException("Hub " + url + " was asked to " + doing + " and answered HTTP "
                    + response.status() + " without a key.");
        }
        String problem = HeaderSecret.problem(key);
        if (problem != null) {
            throw new HubInvalidAnswerException("Hub " + url + " was asked to " + doing
                    + " and answered with a key that " + problem + ". The key is not shown. Delete it in the Hub.");
        }
        return new Made(ID.matcher(id).matches() ? id : "", key);
    }

    /**
     * {@code DELETE /api/auth/clientkeys/{id}/} (assumed).
     *
     * @throws IllegalArgumentException if the Hub has not said what the key is called
     */
    public void delete(Made made) throws HubException, InterruptedException {
        if (made.id().isEmpty()) {
            throw new IllegalArgumentException("a key without an id");
        }
        HubResponse response =
                transport.send("DELETE", url.api("auth/clientkeys/" + made.id() + "/"), login.header(transport, url));
        ResponseCheck.success(url, "delete client key " + made.id(), response.withoutBody());
    }
}
