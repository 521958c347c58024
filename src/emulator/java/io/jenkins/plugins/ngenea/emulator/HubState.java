package io.jenkins.plugins.ngenea.emulator;

import java.time.InstantSource;

/** All that the Hub knows; it outlives a restart. */
final class HubState {
    final InstantSource clock;
    final Accounts accounts;
    final JobStore jobs;
    final Catalogue catalogue = new Catalogue();
    volatile HubProfile profile;
    volatile int pathsKept = Integer.MAX_VALUE;

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
