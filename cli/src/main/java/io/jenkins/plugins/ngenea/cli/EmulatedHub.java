package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import java.io.UncheckedIOException;
import java.time.InstantSource;

/** The emulator with a key and a user that are no secret. It listens on 127.0.0.1 only. */
final class EmulatedHub {
    static final String KEY = "emulator.this-key-is-no-secret";
    static final String USER = HubEmulator.DEFAULT_USER;
    static final String PASSWORD = "emulator";

    private EmulatedHub() {}

    /** @param port 0 for any free one */
    static HubEmulator start(HubProfile profile, int port) throws UsageException {
        try {
            HubEmulator hub = HubEmulator.start(profile, InstantSource.system(), port);
            hub.addClientKey(KEY);
            hub.addUser(USER, PASSWORD);
            return hub;
        } catch (UncheckedIOException e) {
            throw new UsageException(e.getMessage() + " (" + e.getCause().getMessage() + ").");
        }
    }
}
