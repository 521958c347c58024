package io.jenkins.plugins.ngenea.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * Tokens and client keys. Documented: the requests and their answers. Assumed: the wording of refusals, listing and
 * deleting keys, and that keys can be made with a token only.
 */
final class AuthEndpoints {
    private final HubState hub;

    AuthEndpoints(HubState hub) {
        this.hub = hub;
    }

    Reply token(HubRequest request) throws IOException {
        JsonNode body = request.json();
        ObjectNode errors = Json.object();
        String user = required(body, "username", errors);
        String password = required(body, "password", errors);
        if (!errors.isEmpty()) {
            return Reply.json(400, errors);
        }
        if (!hub.accounts.passwordIs(user, password)) {
            return Reply.detail(401, "No active account found with the given credentials")
                    .with("WWW-Authenticate", "Bearer realm=\"api\"");
        }
        return Reply.json(
                200,
                Json.object()
                        .put("access", hub.accounts.newAccessToken(user))
                        .put("refresh", hub.accounts.newRefreshToken(user)));
    }

    Reply refresh(HubRequest request) throws IOException {
        ObjectNode errors = Json.object();
        String token = required(request.json(), "refresh", errors);
        if (!errors.isEmpty()) {
            return Reply.json(400, errors);
        }
        String user = hub.accounts.refreshedUser(token);
        if (user == null) {
            ObjectNode refusal = Json.detail("Token is invalid or expired").put("code", "token_not_valid");
            return Reply.json(hub.settings().expiredStatus, refusal);
        }
        return Reply.json(200, Json.object().put("access", hub.accounts.newAccessToken(user)));
    }

    Reply newKey(HubRequest request, Accounts.Caller caller) throws IOException {
        if (caller.byKey()) {
            return HubRoutes.forbidden();
        }
        ObjectNode errors = Json.object();
        String name = required(request.json(), "name", errors);
        if (!errors.isEmpty()) {
            return Reply.json(400, errors);
        }
        Accounts.ClientKey key = hub.accounts.newKey(name, caller.name(), caller.readOnly());
        return Reply.json(201, shown(request, key).put("api_key", key.secret()));
    }

    Reply keys(HubRequest request) {
        return Pages.page(request, hub.accounts.keys(), key -> shown(request, key));
    }

    Reply key(HubRequest request, String id) {
        Accounts.ClientKey key = find(id);
        return key == null ? Reply.notFound() : Reply.json(200, shown(request, key));
    }

    Reply deleteKey(String id) {
        Accounts.ClientKey key = find(id);
        return key != null && hub.accounts.revoke(key.secret()) ? Reply.empty(204) : Reply.notFound();
    }

    private Accounts.ClientKey find(String id) {
        try {
            return hub.accounts.key(Integer.parseInt(id));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static ObjectNode shown(HubRequest request, Accounts.ClientKey key) {
        return Json.object()
                .put("url", request.baseUrl() + "/api/auth/clientkeys/" + key.id() + "/")
                .put("id", key.id())
                .put("name", key.name());
    }

    private static String required(JsonNode body, String key, ObjectNode errors) {
        JsonNode value = body.path(key);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            Json.complain(errors, key, "This field is required.");
        }
        return value.textValue();
    }
}
