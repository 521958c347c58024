package io.jenkins.plugins.ngenea.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.jenkins.plugins.ngenea.hub.model.PathSource;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.logging.Level;
import java.util.logging.Logger;

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
    private static final Logger LOGGER = Logger.getLogger(ReportedRequest.class.getName());
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

    /** Reads all of them. What cannot be read is not known: the page is all that it is for. */
    public static ReportedRequest of(PathSource source) {
        try (PathSource.Cursor cursor = source.open()) {
            String first = cursor.hasNext() ? cursor.next() : "";
            long count = first.isEmpty() ? 0 : 1;
            for (; cursor.hasNext(); count++) {
                cursor.next();
            }
            return new ReportedRequest(first, count);
        } catch (IOException | UncheckedIOException e) {
            LOGGER.log(Level.FINE, "the paths are not there any more", e);
            return UNKNOWN;
        }
    }

    /** The first path and how many more; empty if that is not known. */
    String text() {
        return paths > 1 ? Messages.More(firstPath, paths - 1) : firstPath;
    }
}
