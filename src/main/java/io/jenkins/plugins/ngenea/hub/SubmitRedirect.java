package io.jenkins.plugins.ngenea.hub;

import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubInvalidAnswerException;
import io.jenkins.plugins.ngenea.hub.http.HubResponse;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import java.net.URI;
import java.util.Optional;

/** What a redirect says that answers a submit. Nothing goes where it points. */
final class SubmitRedirect {
    private static final int SEE_OTHER = 303;

    private SubmitRedirect() {}

    /**
     * The job that a redirect names; empty if the answer is no redirect, or one that tells that the URL is wrong.
     *
     * @throws HubInvalidAnswerException if somebody may have taken the request: a 303 comes after that, and so does the address
     *     of a job, even if it is not below that of this Hub
     */
    static Optional<String> job(HubUrl hub, String doing, HubResponse response) throws HubException {
        if (response.status() < 300 || response.status() >= 400) {
            return Optional.empty();
        }
        Optional<String> job = response.header("Location").flatMap(location -> job(hub, location));
        boolean isTaken = response.status() == SEE_OTHER
                || response.header("Location").map(JobParser::fromUrl).isPresent();
        if (job.isEmpty() && isTaken) {
            try {
                ResponseCheck.success(hub, doing, response);
            } catch (HubException e) {
                throw new HubInvalidAnswerException(e.getMessage());
            }
        }
        return job;
    }

    /** A gateway that ends TLS may have made another scheme or port of the Hub's. */
    private static Optional<String> job(HubUrl hub, String location) {
        URI jobs = hub.api("jobs/");
        URI target;
        try {
            target = jobs.resolve(location);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        String path = target.getPath();
        if (path == null || !path.startsWith(jobs.getPath()) || !jobs.getHost().equalsIgnoreCase(target.getHost())) {
            return Optional.empty();
        }
        String id = path.substring(jobs.getPath().length()).replaceFirst("/$", "");
        return Optional.of(id).filter(JobParser::isId);
    }
}
