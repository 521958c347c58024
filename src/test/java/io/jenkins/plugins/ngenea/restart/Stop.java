package io.jenkins.plugins.ngenea.restart;

/** How Jenkins stops. */
enum Stop {
    CLEAN,
    KILL,
    /** Restarted cleanly, and killed as soon as the builds go on. */
    CLEAN_THEN_KILL
}
