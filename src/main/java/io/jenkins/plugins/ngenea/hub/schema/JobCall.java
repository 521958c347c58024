package io.jenkins.plugins.ngenea.hub.schema;

import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import java.net.URI;

/**
 * A call that changes one job and takes nothing but its id.
 *
 * @param method POST, PUT, PATCH or DELETE
 * @param before what comes below {@code /api/} before the id: {@code jobs/}
 * @param after what comes after it: {@code /cancel/}
 */
public record JobCall(String method, String before, String after) {
    /** Cancels a job. That there is such a call is documented, its address is assumed. */
    public static final JobCall CANCEL = new JobCall("POST", "jobs/", "/cancel/");

    public URI at(HubUrl url, String id) {
        return url.api(before + HubUrl.segment(id) + after);
    }

    /** As a person finds it in the Hub's description: {@code POST /api/jobs/{id}/cancel/}. */
    @Override
    public String toString() {
        return method + " /api/" + before + "{id}" + after;
    }
}
