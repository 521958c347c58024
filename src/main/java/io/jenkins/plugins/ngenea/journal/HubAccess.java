package io.jenkins.plugins.ngenea.journal;

/**
 * On which Hub a run is, and as whom.
 *
 * @param hub name of the configured Hub
 * @param hubUrl its address when the run first reached it: ids of jobs are that Hub's, whatever the name means by now; empty
 *     before that, and in records of versions that did not write it down
 * @param credentialsId empty for the Hub's own
 */
public record HubAccess(String hub, String hubUrl, String credentialsId) {
    public HubAccess {
        hubUrl = JournalEntry.orEmpty(hubUrl);
        credentialsId = JournalEntry.orEmpty(credentialsId);
    }

    /** Of a run that has not reached its Hub yet. */
    public HubAccess(String hub, String credentialsId) {
        this(hub, "", credentialsId);
    }

    /** Whether the same id is the same job for both: by the address of their Hubs, or by the name as long as one has none. */
    boolean isSameHub(HubAccess other) {
        return hubUrl.isEmpty() || other.hubUrl.isEmpty() ? hub.equals(other.hub) : hubUrl.equals(other.hubUrl);
    }

    /** Whether the Hub is, or may be, the one at this address. */
    boolean isAt(String url) {
        return hubUrl.isEmpty() || hubUrl.equals(url);
    }
}
