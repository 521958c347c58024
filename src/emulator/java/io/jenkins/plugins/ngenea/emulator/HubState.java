package io.jenkins.plugins.ngenea.emulator;

import java.time.InstantSource;
import java.util.function.Consumer;

/** All that the Hub knows; it outlives a restart. */
final class HubState {
    final InstantSource clock;
    final Accounts accounts;
    final JobStore jobs;
    final Catalogue catalogue = new Catalogue();
    volatile HubProfile profile;
    volatile int pathsKept = Integer.MAX_VALUE;
    volatile Consumer<EmulatedJob> whenSubmitted = job -> {};

    HubState(HubProfile profile, InstantSource clock) {
        this.profile = profile;
        this.clock = clock;
        accounts = new Accounts(clock);
        jobs = new JobStore(clock);
    }

    HubProfileBuilder settings() {
        return profile.settings();
    }
}
