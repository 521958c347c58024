package io.jenkins.plugins.ngenea.cli;

/** Variables of the environment, as they were set or not at all. */
final class Environment {
    private static final char REPLACED = '\uFFFD';

    private Environment() {}

    /**
     * @return null if it is not set
     * @throws UsageException if the locale has no letters for it, so that it is not known what it says
     */
    static String get(String name) throws UsageException {
        String value = System.getenv(name);
        if (value != null && value.indexOf(REPLACED) >= 0) {
            throw new UsageException(name + " cannot be read in this locale (" + System.getProperty("native.encoding")
                    + "): set LC_ALL=C.UTF-8.");
        }
        return value;
    }
}
