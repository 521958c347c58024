package io.jenkins.plugins.ngenea.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.ExtensionList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.jvnet.hudson.test.recipes.LocalData;

/** A job whose record is damaged is nobody's: administrators are told which file it is. */
@WithJenkins
class UnreadableRecordsMonitorTest {
    @Test
    @LocalData
    void aRecordThatCannotBeReadIsShownUntilItIsGone(JenkinsRule jenkins) throws Exception {
        Path record = jenkins.jenkins
                .getRootDir()
                .toPath()
                .resolve("ngenea-hub/journal/" + "0".repeat(64) + "/f3b1e9c2-5a47-4f0e-9c7d-2f6d1f0a8b11.json");
        BackgroundRunsMonitor monitor = ExtensionList.lookupSingleton(BackgroundRunsMonitor.class);

        assertEquals(List.of(record.toString()), monitor.getUnreadableRecords());
        assertTrue(monitor.isActivated());
        try (JenkinsRule.WebClient browser = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            String page = browser.goTo("manage/").asNormalizedText();
            assertTrue(page.contains(record.toString()), page);
            assertFalse(page.contains("Dismiss ended jobs"), "nothing ended that could be dismissed: " + page);
        }

        Files.delete(record);
        // what happens every five minutes
        ExtensionList.lookupSingleton(RunRegistry.AtStartup.class).onLoaded();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !monitor.isActivated());
    }
}
