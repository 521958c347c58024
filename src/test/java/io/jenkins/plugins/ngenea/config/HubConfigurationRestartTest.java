package io.jenkins.plugins.ngenea.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** What is left of the configuration when Jenkins starts again. */
class HubConfigurationRestartTest {
    @RegisterExtension
    private final JenkinsSessionExtension session = new JenkinsSessionExtension();

    private static NgeneaHub hub() {
        NgeneaHub hub = new NgeneaHub("archive", "https://archive.example.com", "archive-key");
        hub.setDefaultSite("dfoster2");
        hub.setFolders(List.of("storage"));
        hub.setPollCapSeconds(60);
        hub.setLostContactMinutes(120);
        hub.setTimeoutSeconds(45);
        hub.setMaxJobs(20);
        hub.setDefaultHub(true);
        return hub;
    }

    @Test
    void everythingIsThereAfterARestart() throws Throwable {
        session.then(
                jenkins -> HubInJenkins.configure(hub(), new NgeneaHub("production", "https://hub.example.com", "")));
        session.then(jenkins -> {
            List<NgeneaHub> hubs = NgeneaHubConfiguration.get().getHubs();
            assertEquals(2, hubs.size());
            jenkins.assertEqualDataBoundBeans(hub(), hubs.get(0));
        });
    }

    @Test
    void theLastHubStaysAway() throws Throwable {
        session.then(jenkins -> {
            HubInJenkins.configure(hub());
            NgeneaHubConfiguration.get().setHubs(List.of());
        });
        session.then(
                jenkins -> assertEquals(List.of(), NgeneaHubConfiguration.get().getHubs()));
    }

    @Test
    void theFileShowsPlainLists() throws Throwable {
        session.then(jenkins -> {
            HubInJenkins.configure(hub());
            String xml = Files.readString(
                    jenkins.jenkins.getRootDir().toPath().resolve(NgeneaHubConfiguration.class.getName() + ".xml"));
            assertFalse(xml.contains("java.util"), xml);
            assertFalse(xml.contains("serialization"), xml);
        });
    }
}
