package io.jenkins.plugins.ngenea.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A folder and an emulated Hub for the command as a process of its own. */
@Timeout(300)
@DisabledOnOs(
        value = OS.WINDOWS,
        disabledReason = "the sessions use bash, kill and file modes, which Windows does not have")
abstract class SessionWithHub {
    static final String PATH = "/mmfs1/data/sample_data.tgz";

    @TempDir
    Path folder;

    HubEmulator hub;
    String key;

    @BeforeEach
    final void startHub() {
        hub = HubEmulator.start();
        hub.defaultTimes(Duration.ZERO, Duration.ofSeconds(1));
        hub.cancelDelay(Duration.ZERO);
        key = hub.newClientKey();
    }

    @AfterEach
    final void stopHub() {
        hub.close();
    }

    final Session.Builder ngenea() {
        return new Session.Builder(folder).with("NGENEA_HUB_URL", hub.url()).with("NGENEA_API_KEY", key);
    }

    static String[] submit(String... more) {
        return Stream.concat(
                        Stream.of("submit", "--workflow", "migrate", "--site", "dfoster1", "--discovery", "none"),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    final void assertTheKeyIsNowhere() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(Files.readString(file).contains(key), file::toString);
            }
        }
    }

    static JsonNode json(Session session) throws IOException {
        return new ObjectMapper().readTree(session.output());
    }
}
