package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.output.HostMessages;

/** The words of the command in the messages of a run. */
record CommandMessages(HubUrl url) implements HostMessages {
    @Override
    public String program() {
        return "ngenea";
    }

    @Override
    public String waitFor(String jobId, String hub, String credentialsId) {
        return "ngenea wait --hub " + url + " " + jobId;
    }

    @Override
    public String toWaitAgain() {
        return "To wait for this job: ";
    }

    @Override
    public String placeOfKey(String hub, String credentialsId) {
        return "NGENEA_API_KEY or the key file";
    }

    @Override
    public String cancelsOn(String jobId) {
        return "ngenea has stopped trying. Use 'ngenea cancel --hub " + url + " " + jobId + "' to try again.";
    }

    @Override
    public String cancelsLater() {
        return "Check in the Hub whether it created a job before you run this again.";
    }
}
