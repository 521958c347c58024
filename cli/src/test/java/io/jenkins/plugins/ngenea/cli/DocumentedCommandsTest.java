package io.jenkins.plugins.ngenea.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.docs.CodeBlock;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the blocks of docs/cli.md in a shell, as they stand there; only the Hub has another address. */
class DocumentedCommandsTest extends SessionWithHub {
    /** The jar is made after the tests, and its place belongs to root. */
    private static final String INSTALLS = "cli/target/ngenea.jar";

    static List<CodeBlock> blocks() throws IOException {
        return CodeBlock.of(Path.of("..", "docs", "cli.md")).stream()
                .filter(block -> !block.text().contains(INSTALLS))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("blocks")
    void theCommandsDoWhatTheirPageSays(CodeBlock block) throws Exception {
        assertEquals("sh", block.language(), "a block that no test runs");
        hub.addUser("nightly", "pass word");
        Files.writeString(folder.resolve("all.txt"), PATH + "\n/mmfs1/data/other.tgz\n");
        if (block.text().contains("--failed-paths-to")) {
            // the page is about a job of which some failed, at a Hub that names them
            hub.profile(HubProfile.PATHS_IN_TASKS);
            hub.planNext(JobPlan.immediate().endingIn("FAILURE").withFailedTask(PATH, "no such file"));
        }
        String script =
                "ngenea() { $NGENEA \"$@\"; }\n" + block.text().replace("https://hub.example.com", hub.url());
        try (Session session = ngenea().with("HOME", folder.toString())
                .with("NGENEA_USERNAME", "nightly")
                .with("NGENEA_PASSWORD", "pass word")
                .startShell(script)) {
            assertEquals(0, session.exitCode(), () -> session.output() + "\n" + session.errors());
        }
        assertFalse(hub.jobs().isEmpty(), "nothing was submitted");
        assertEquals(script.split("ngenea submit", -1).length - 1, hub.jobs().size());
        assertTrue(hub.jobs().stream().allMatch(job -> job.ended()), () -> hub.jobs().toString());
    }
}
