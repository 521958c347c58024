package io.jenkins.plugins.ngenea.restart;

/** What kind of build, as far as a restart is concerned. */
enum Kind {
    MAX_SURVIVABILITY,
    PERFORMANCE_OPTIMIZED,
    DISABLE_RESUME,
    FREESTYLE;

    /** Whether such a build itself goes on after Jenkins was stopped so. */
    boolean goesOnAfter(Stop stop, Moment moment) {
        return switch (this) {
            case MAX_SURVIVABILITY -> true;
            // a clean stop saves the program; a kill later on can use that if the build is in the same step still
            case PERFORMANCE_OPTIMIZED ->
                stop == Stop.CLEAN || (stop == Stop.CLEAN_THEN_KILL && moment != Moment.SECOND_JOB);
            case DISABLE_RESUME, FREESTYLE -> false;
        };
    }
}
