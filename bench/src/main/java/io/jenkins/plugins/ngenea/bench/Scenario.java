package io.jenkins.plugins.ngenea.bench;

/**
 * @param lengths of the jobs in turn, milliseconds with commas between; 0: they never end
 * @param overMillis within which time they are submitted, evenly; 0: as fast as the Hub takes them
 * @param newer so many jobs of others are submitted after them, and never end
 * @param hub name of the emulator's profile
 */
record Scenario(String name, int jobs, String lengths, long overMillis, int newer, String hub) {
    private static final String USUAL = "DOCUMENTED_ONLY";

    Scenario(String name, int jobs, String lengths, long overMillis) {
        this(name, jobs, lengths, overMillis, 0, USUAL);
    }

    Scenario below(int others) {
        return new Scenario(name, jobs, lengths, overMillis, others, hub);
    }

    Scenario on(String profile) {
        return new Scenario(name, jobs, lengths, overMillis, newer, profile);
    }
}
