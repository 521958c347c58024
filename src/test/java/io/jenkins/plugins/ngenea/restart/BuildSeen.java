package io.jenkins.plugins.ngenea.restart;

import java.io.Serializable;
import java.util.List;

/**
 * What became of a build, as Jenkins tells it.
 *
 * @param build the build's job
 * @param result empty if it is not over, or gone
 * @param reported states of its jobs on its page
 * @param records what the journal still has of it
 */
record BuildSeen(String build, String result, String log, List<String> reported, List<String> records)
        implements Serializable {}
