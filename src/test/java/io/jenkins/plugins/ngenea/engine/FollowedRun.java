package io.jenkins.plugins.ngenea.engine;

import java.time.Duration;

/** A run against a Hub in memory. */
abstract class FollowedRun extends RigTest {
    static final Duration HOUR = Duration.ofHours(1);
}
