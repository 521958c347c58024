package io.jenkins.plugins.ngenea.emulator;

import java.util.regex.Pattern;

/** A kind of request, by method and path, at which faults can be set and requests counted. */
public enum FaultPoint {
    SUBMIT("POST", "/api/file/workflow/?"),
    JOB("GET", "/api/jobs/[^/]+/?"),
    JOBS("GET", "/api/jobs/?"),
    CANCEL("POST", "/api/jobs/[^/]+/cancel/?"),
    OTHER_CANCEL(null, "/api/jobs/[^/]+/(stop|abort)/?"),
    PAUSE("POST", "/api/jobs/[^/]+/pause/?"),
    RESUME("POST", "/api/jobs/[^/]+/resume/?"),
    TASKS("GET", "/api/tasks/?"),
    FILES("GET", "/api/tasks/[^/]+/files/?"),
    WORKFLOWS("GET", "/api/workflows/?"),
    SITES("GET", "/api/sites/?"),
    HEALTH("GET", "/api/health/?"),
    ALERTS("GET", "/api/alerts/?"),
    /** Whatever may be the Hub's description, and the page about it. */
    SCHEMA("GET", "/api/(schema|docs|swagger|reference)[/.].*"),
    /** Where people see a job. */
    PAGE("GET", "/job/[^/]+/?"),
    TOKEN("POST", "/api/auth/token/?"),
    REFRESH("POST", "/api/(auth/)?token/refresh/?"),
    CLIENT_KEYS(null, "/api/auth/clientkeys/.*"),
    ANY(null, ".*");

    private final String method;
    private final Pattern path;

    FaultPoint(String method, String path) {
        this.method = method;
        this.path = Pattern.compile(path);
    }

    /** Whether a request is of this kind. */
    public boolean matches(String requestMethod, String requestPath) {
        return (method == null || method.equals(requestMethod))
                && path.matcher(requestPath).matches();
    }
}
