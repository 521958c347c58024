package io.jenkins.plugins.ngenea.hub;

import io.jenkins.plugins.ngenea.hub.http.HeaderSecret;
import io.jenkins.plugins.ngenea.hub.http.HubTransport;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;

/** A client key: valid until revoked (documented), so there is nothing to renew. */
public final class ClientKey implements HubAuthentication {
    private final String header;

    /**
     * @param key white space around it, as a paste brings along, is dropped
     * @throws IllegalArgumentException if it is empty, too short or too long to be one, or cannot stand in a header; the
     *     message does not contain it
     */
    public ClientKey(String key) {
        String stripped = key == null ? "" : key.strip();
        if (stripped.isEmpty()) {
            throw new IllegalArgumentException("the client key is empty");
        }
        String problem = HeaderSecret.problem(stripped);
        if (problem != null) {
            throw new IllegalArgumentException("the client key " + problem);
        }
        this.header = "Api-Key " + stripped;
    }

    @Override
    public String header(HubTransport transport, HubUrl hub) {
        return header;
    }

    @Override
    public boolean renew(HubTransport transport, HubUrl hub, String refused) {
        return false;
    }

    @Override
    public String toString() {
        return "client key";
    }
}
