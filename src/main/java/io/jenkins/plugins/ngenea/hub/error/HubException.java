package io.jenkins.plugins.ngenea.hub.error;

import java.time.Duration;
import java.util.Optional;

/**
 * Why a call to the Hub gave no result. The message is made for the build log: it names the Hub and the call, and carries
 * nothing secret. The kinds are the subclasses.
 */
public abstract class HubException extends Exception {
    private static final long serialVersionUID = 1L;

    HubException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether the same call may succeed later without a change to this run: whoever follows a job then tries on. */
    public boolean mayHeal() {
        return false;
    }

    /**
     * Whether a gateway before the Hub may have said this in its place: a status that says no (4xx) with a body that is no
     * JSON, or a redirect. Who sends something for the first time is wrong there either way; a job that is followed may be there all the same.
     */
    public boolean mayBeGateways() {
        return false;
    }

    /**
     * Whether that takes a person: a new run then fails at once, because whoever starts it can see to it, and only a run
     * that has a job to lose tries on.
     */
    public boolean needsSomebody() {
        return false;
    }

    /** How long the Hub asked to be left alone ({@code Retry-After}), if it did. */
    public Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /**
     * Whether it is certain that the Hub did not take the request: a submit may then be sent again, and is otherwise
     * never repeated.
     */
    public boolean notTaken() {
        return false;
    }
}
