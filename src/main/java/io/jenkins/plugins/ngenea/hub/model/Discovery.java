package io.jenkins.plugins.ngenea.hub.model;

/**
 * The request's {@code discovery}: left out (the workflow's own default, assumed), JSON {@code null} (none, documented)
 * or a technique's name ({@code recursive} documented, {@code snapdiff} on later Hubs).
 */
public final class Discovery {
    /** How a person writes "no discovery". */
    public static final String NONE = "none";

    /** How a person says in a word that the workflow decides; blank says the same. */
    public static final String LEFT_OUT = "default";

    private Discovery() {}

    /**
     * @param text as a person wrote it; blank, null and {@value #LEFT_OUT} mean left out
     * @return null where the key is to be left out, {@link #NONE} for JSON null, else the name
     */
    public static String normalise(String text) {
        String trimmed = text == null ? "" : text.strip();
        if (trimmed.isEmpty() || trimmed.equalsIgnoreCase(LEFT_OUT)) {
            return null;
        }
        return trimmed.equalsIgnoreCase(NONE) || trimmed.equals("null") ? NONE : trimmed;
    }
}
