package io.jenkins.plugins.ngenea.hub.check;

/** How certain one thing is at this Hub. */
public enum Finding {
    /** The Hub's manual says so; no call that only reads can show it. */
    DOCUMENTED("documented"),
    /** The Hub's own description says so. */
    SCHEMA("in the schema"),
    /** An answer of this Hub shows it. */
    SEEN("seen"),
    /** Neither the manual nor this Hub says so. */
    ASSUMED("assumed, not confirmed"),
    /** This Hub says or does something else. */
    CONTRADICTED("contradicted");

    private final String words;

    Finding(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
