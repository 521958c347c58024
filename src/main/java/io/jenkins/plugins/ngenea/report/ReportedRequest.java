package io.jenkins.plugins.ngenea.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;

/**
 * What a job was submitted with, in a few words.
 *
 * @param firstPath fit for a page; empty if it is not known
 * @param paths how many there were; 0 if that is not known
 * @param credentialsId of the credential that was selected for it; empty for the Hub's own
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReportedRequest(
        @JsonProperty("firstPath") String firstPath,
        @JsonProperty("paths") long paths,
        @JsonProperty("credentialsId") String credentialsId) {
    private static final int LONGEST = 300;

    /** With the Hub's own credential. */
    public static final ReportedRequest UNKNOWN = new ReportedRequest("", 0);

    public ReportedRequest {
        firstPath = RemoteText.clean(firstPath, LONGEST);
        credentialsId = credentialsId == null ? "" : credentialsId;
    }

    /** With the Hub's own credential. */
    public ReportedRequest(String firstPath, long paths) {
        this(firstPath, paths, "");
    }

    /** This one, with a credential of the job's own; none if that is empty. */
    public ReportedRequest by(String credential) {
        return new ReportedRequest(firstPath, paths, credential);
    }

    /** The first path and how many more; empty if that is not known. */
    String text() {
        return paths > 1 ? Messages.ReportedRequest_More(firstPath, paths - 1) : firstPath;
    }
}
