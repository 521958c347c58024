package io.jenkins.plugins.ngenea.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which endpoint answers which request, and to whom. Documented: POST needs the trailing slash. */
final class HubRoutes {
    private interface Endpoint {
        Reply answer(HubRequest request, Accounts.Caller caller, Matcher path) throws IOException;
    }

    private record Route(String method, Pattern path, boolean open, Endpoint endpoint) {}

    private final HubState hub;
    private final List<Route> routes = new ArrayList<>();

    HubRoutes(HubState hub) {
        this.hub = hub;
        AuthEndpoints auth = new AuthEndpoints(hub);
        routes.add(new Route("POST", Pattern.compile("/api/auth/token/"), true, (r, c, p) -> auth.token(r)));
        routes.add(new Route(
                "POST",
                Pattern.compile("/api/auth/token/refresh/"),
                true,
                (r, c, p) -> refreshedAt(HubProfile.RefreshPath.AUTH_TOKEN_REFRESH) ? auth.refresh(r) : noPage()));
        routes.add(new Route(
                "POST",
                Pattern.compile("/api/token/refresh/"),
                true,
                (r, c, p) -> refreshedAt(HubProfile.RefreshPath.TOKEN_REFRESH) ? auth.refresh(r) : noPage()));
        add("POST", "/api/auth/clientkeys/", (r, c, p) -> auth.newKey(r, c));
        add("GET", "/api/auth/clientkeys/", (r, c, p) -> auth.keys(r));
        add("GET", "/api/auth/clientkeys/([^/]+)/", (r, c, p) -> auth.key(r, p.group(1)));
        add("DELETE", "/api/auth/clientkeys/([^/]+)/", (r, c, p) -> auth.deleteKey(p.group(1)));
        JobEndpoints jobs = new JobEndpoints(hub);
        add("POST", "/api/file/workflow/", (r, c, p) -> jobs.submit(r, c));
        add("GET", "/api/jobs/", (r, c, p) -> jobs.list(r));
        add("GET", "/api/jobs/([^/]+)/", (r, c, p) -> jobs.job(r, p.group(1)));
        add("POST", "/api/jobs/([^/]+)/(pause|resume)/", (r, c, p) -> jobs.change(r, c, p.group(1), p.group(2)));
        add("POST", "/api/jobs/([^/]+)/(cancel|stop|abort)/", (r, c, p) -> jobs.cancel(r, c, p.group(1), p.group(2)));
        add("PATCH", "/api/jobs/([^/]+)/(stop|abort)/", (r, c, p) -> jobs.cancel(r, c, p.group(1), p.group(2)));
        add("DELETE", "/api/jobs/([^/]+)/(stop|abort)/", (r, c, p) -> jobs.cancel(r, c, p.group(1), p.group(2)));
        add("GET", "/api/tasks/", (r, c, p) -> jobs.tasks(r));
        add("GET", "/api/tasks/([^/]+)/files/", (r, c, p) -> jobs.files(r, p.group(1)));
        add("GET", "/api/workflows/", (r, c, p) -> listed(r, hub.catalogue.workflows()));
        add("GET", "/api/sites/", (r, c, p) -> listed(r, hub.catalogue.sites()));
        // assumed, as user interfaces show it
        routes.add(new Route(
                "GET",
                Pattern.compile("/job/([^/]+)/?"),
                true,
                (r, c, p) -> hub.jobs.find(p.group(1)) == null ? noPage() : Reply.html(200, "Job " + p.group(1))));
        SchemaEndpoints schema = new SchemaEndpoints(hub);
        add("GET", "/api/docs/", (r, c, p) -> schema.docs(r));
        add(
                "GET",
                "/api/(schema/|swagger\\.json|docs/swagger\\.json|reference/open-api\\.json)",
                (r, c, p) -> schema.schema(p.group(1)));
        add(
                "GET",
                "/api/alerts/",
                (r, c, p) -> hub.settings().alerts
                        ? Pages.bare(hub.catalogue.alerts(r.parameters().get("site")), alert -> alert)
                        : noPage());
        add("GET", "/api/health/?", (r, c, p) -> Reply.json(200, hub.catalogue.healthReport()));
    }

    private void add(String method, String path, Endpoint endpoint) {
        routes.add(new Route(method, Pattern.compile(path), false, endpoint));
    }

    private boolean refreshedAt(HubProfile.RefreshPath path) {
        HubProfile.RefreshPath setting = hub.settings().refreshPath;
        return setting == path || setting == HubProfile.RefreshPath.BOTH;
    }

    private Reply listed(HubRequest request, List<ObjectNode> items) {
        return hub.settings().bareArrays ? Pages.bare(items, item -> item) : Pages.page(request, items, item -> item);
    }

    static Reply forbidden() {
        return Reply.detail(403, "You do not have permission to perform this action.");
    }

    static Reply notAllowed(String method, String allowed) {
        return Reply.detail(405, "Method \"" + method + "\" not allowed.").with("Allow", allowed);
    }

    private static Reply noPage() {
        return Reply.html(404, "Not Found");
    }

    /** The true answer to a request. Throws IOException when the client went away while sending it. */
    Reply answer(HubRequest request) throws IOException {
        List<Route> there = at(request.path());
        if (there.isEmpty()) {
            return at(request.path() + "/").isEmpty() ? noPage() : missingSlash(request);
        }
        Accounts.Caller caller = null;
        if (there.stream().noneMatch(Route::open)) {
            String authorization = request.header("authorization");
            if (authorization == null || authorization.isBlank()) {
                return unauthorized(401, "Authentication credentials were not provided.");
            }
            caller = hub.accounts.caller(authorization);
            if (caller == null) {
                return unknown(authorization);
            }
        }
        return answer(request, there, caller);
    }

    private static Reply answer(HubRequest request, List<Route> there, Accounts.Caller caller) throws IOException {
        Set<String> allowed = new LinkedHashSet<>();
        for (Route route : there) {
            if (route.method().equals(request.method())) {
                Matcher matcher = route.path().matcher(request.path());
                matcher.matches();
                try {
                    return route.endpoint().answer(request, caller, matcher);
                } catch (JsonProcessingException e) {
                    return Reply.detail(400, "JSON parse error - " + e.getOriginalMessage());
                }
            }
            allowed.add(route.method());
        }
        return notAllowed(request.method(), String.join(", ", allowed));
    }

    private List<Route> at(String path) {
        return routes.stream()
                .filter(route -> route.path().matcher(path).matches())
                .toList();
    }

    /** GET is redirected as Django does (assumed); POST errors (documented), in the way the profile says. */
    private Reply missingSlash(HubRequest request) {
        String target = request.path() + "/" + (request.query() == null ? "" : "?" + request.query());
        HubProfile.MissingSlash way =
                request.method().equals("GET") ? HubProfile.MissingSlash.REDIRECT : hub.settings().missingSlash;
        return switch (way) {
            case NOT_FOUND -> noPage();
            case SERVER_ERROR -> Reply.html(500, "Server Error (500)");
            case REDIRECT -> Reply.empty(301).with("Location", target);
        };
    }

    private Reply unknown(String authorization) {
        int status = hub.settings().expiredStatus;
        if (authorization.startsWith("Bearer ")) {
            ObjectNode refusal =
                    Json.detail("Given token not valid for any token type").put("code", "token_not_valid");
            if (hub.settings().nestedRefusals) {
                refusal.putArray("messages")
                        .addObject()
                        .put("token_class", "AccessToken")
                        .put("token_type", "access")
                        .put("message", "Token is invalid or expired");
            }
            return Reply.json(status, refusal).with("WWW-Authenticate", "Bearer realm=\"api\"");
        }
        return unauthorized(status, "Authentication credentials were not provided.");
    }

    private static Reply unauthorized(int status, String message) {
        return Reply.detail(status, message).with("WWW-Authenticate", "Bearer realm=\"api\"");
    }
}
