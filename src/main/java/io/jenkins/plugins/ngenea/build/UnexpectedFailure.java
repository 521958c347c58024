package io.jenkins.plugins.ngenea.build;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import io.jenkins.plugins.ngenea.hub.error.SanitizedException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What a build is told about an unexpected exception: its kind only, because its message may contain anything. */
public final class UnexpectedFailure {
    private static final Logger LOGGER = Logger.getLogger(UnexpectedFailure.class.getName());

    private UnexpectedFailure() {}

    /** {@code problem} itself if it was made for a person to read; else what stands for it. */
    @NonNull
    public static Throwable told(@NonNull Throwable problem) {
        return problem instanceof RuntimeException || problem instanceof Error ? standsFor(problem) : problem;
    }

    /** What stands for an exception, with more in the system log. */
    @NonNull
    public static AbortException standsFor(@NonNull Throwable problem) {
        LOGGER.log(Level.WARNING, "An Ngenea Hub step failed", SanitizedException.of(problem));
        return new AbortException("The Ngenea Hub plugin failed (" + SanitizedException.name(problem)
                + "). See the Jenkins system log for details, and please report this to the plugin's maintainers.");
    }
}
