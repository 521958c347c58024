package io.jenkins.plugins.ngenea.hub.http;

/** What a key or token must be like to be sent, and to be found again in whatever a Hub repeats. */
public final class HeaderSecret {
    /** In characters; servers and gateways take no longer header line. */
    static final int LONGEST = 8 * 1024;

    private HeaderSecret() {}

    /** What is wrong with it, as it follows its name in a sentence, without a word of it; null if nothing is. */
    public static String problem(String secret) {
        if (secret.length() < SecretSearch.SHORTEST) {
            return "has fewer than " + SecretSearch.SHORTEST + " characters: part of it may be missing";
        }
        if (secret.length() > LONGEST) {
            return "has more than " + LONGEST + " characters: it may be something else";
        }
        return secret.chars().allMatch(c -> c > 0x20 && c < 0x7f)
                ? null
                : "contains a space, a line break or another character that is not allowed";
    }
}
