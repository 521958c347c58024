package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.hub.HubClient;

/** A job as a person names it. */
final class JobId {
    private JobId() {}

    /** @throws UsageException if no job can be called that: it would be part of another address */
    static String of(String text) throws UsageException {
        String id = text.strip();
        if (!HubClient.isJobId(id)) {
            throw new UsageException("'" + Output.shown(text) + "' is not a job id.");
        }
        return id;
    }
}
