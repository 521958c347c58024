package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.output.HostMessages;

/** How the command speaks of itself in what a run says. */
final class CommandMessages implements HostMessages {
    private final HubUrl url;

    CommandMessages(HubUrl url) {
        this.url = url;
    }

    @Override
    public String program() {
        return "ngenea";
    }

    @Override
    public String waitFor(String jobId, String hub) {
        return "ngenea wait --hub " + url + " " + jobId;
    }

    @Override
    public String placeOfKey(String hub, String credentialsId) {
        return "NGENEA_API_KEY or the key file";
    }

    @Override
    public String cancelsOn(String jobId) {
        return "It is not asked for any more; 'ngenea cancel --hub " + url + " " + jobId + "' asks again.";
    }

    @Override
    public String cancelsLater() {
        return "Look in the Hub whether a job came of it, before running this again.";
    }
}
