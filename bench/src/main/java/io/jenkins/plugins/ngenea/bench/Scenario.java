package io.jenkins.plugins.ngenea.bench;

/**
 * @param lengths of the jobs in turn, milliseconds with commas between; 0: they never end
 * @param overMillis within which time they are submitted, evenly; 0: as fast as the Hub takes them
 */
record Scenario(String name, int jobs, String lengths, long overMillis) {}
