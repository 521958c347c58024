package io.jenkins.plugins.ngenea.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.casc.yaml.YamlSource;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The Hubs of a Jenkins from and to a file. */
@WithOneJenkins
class HubConfigurationAsCodeTest {
    private static final String KEY = "kqBaW5.a-key-that-nobody-may-see";

    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) {
        jenkins = rule;
    }

    private static void configure(String yaml) throws Exception {
        ConfigurationAsCode.get()
                .configureWith(new YamlSource<>(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))));
    }

    private void configureFrom(String file) throws Exception {
        configure(Util.toStringFromYamlFile(this, file));
    }

    private static List<NgeneaHub> hubs() {
        return NgeneaHubConfiguration.get().getHubs();
    }

    private static String export() throws Exception {
        ConfigurationContext context = new ConfigurationContext(ConfiguratorRegistry.get());
        return Util.toYamlString(Util.getUnclassifiedRoot(context).get("ngeneaHub"));
    }

    private static String wrapped(String exported) {
        return "unclassified:\n  ngeneaHub:\n" + exported.indent(4);
    }

    @Test
    void aHubNeedsFourLines() throws Exception {
        configureFrom("hub.yaml");
        NgeneaHub hub = hubs().get(0);
        assertEquals("production", hub.getName());
        assertEquals("https://hub.example.com", hub.getUrl());
        assertEquals("hub-key", hub.getCredentialsId());
        assertEquals("dfoster1", hub.getDefaultSite());
        assertEquals(List.of(), hub.getFolders());
        assertEquals(
                List.of(15, 30, 30, 0),
                List.of(
                        hub.getPollCapSeconds(),
                        hub.getLostContactMinutes(),
                        hub.getTimeoutSeconds(),
                        hub.getMaxJobs()));
    }

    @Test
    void everyAttributeCanBeGiven() throws Exception {
        configureFrom("hubs.yaml");
        assertEquals(2, hubs().size());
        NgeneaHub hub = hubs().get(1);
        assertEquals("archive", hub.getName());
        assertEquals("https://archive.example.com/", hub.getUrl());
        assertEquals("archive-key", hub.getCredentialsId());
        assertEquals("dfoster2", hub.getDefaultSite());
        assertEquals(List.of("storage/nightly", "storage/weekly"), hub.getFolders());
        assertTrue(hub.isDefaultHub());
        assertEquals(
                List.of(60, 120, 45, 20),
                List.of(
                        hub.getPollCapSeconds(),
                        hub.getLostContactMinutes(),
                        hub.getTimeoutSeconds(),
                        hub.getMaxJobs()));
    }

    @Test
    void foldersMayBeOneTextAsTheyWereOnce() throws Exception {
        configure(
                "unclassified:\n  ngeneaHub:\n    hubs:\n"
                        + "    - {name: one, url: 'https://one.example.com', folders: \"storage/nightly\\n /storage/weekly/ \"}\n");
        assertEquals(List.of("storage/nightly", "storage/weekly"), hubs().get(0).getFolders());
    }

    @Test
    void aHubThatCannotBeUsedIsRefusedByItsNameAndTheOldOnesStay() throws Exception {
        configureFrom("hub.yaml");
        for (String bad : List.of("{name: odd, url: 'hub.example.com'}", "{name: odd}", "{url: 'https://odd'}")) {
            ConfiguratorException refused = assertThrows(
                    ConfiguratorException.class,
                    () -> configure("unclassified:\n  ngeneaHub:\n    hubs:\n    - " + bad + "\n"));
            assertTrue(causes(refused).contains("odd"), causes(refused));
        }
        assertEquals(
                List.of("production"), hubs().stream().map(NgeneaHub::getName).toList());
    }

    @Test
    void twoDefaultHubsAreRefused() {
        ConfiguratorException refused = assertThrows(
                ConfiguratorException.class,
                () -> configure("unclassified:\n  ngeneaHub:\n    hubs:\n"
                        + "    - {name: one, url: 'https://one.example.com', defaultHub: true}\n"
                        + "    - {name: two, url: 'https://two.example.com', defaultHub: true}\n"));
        assertTrue(
                causes(refused).contains("Several Ngenea Hubs are the default Hub: one, two. Select one."),
                causes(refused));
    }

    @Test
    void whatIsExportedIsWhatWasImported() throws Exception {
        configureFrom("hubs.yaml");
        assertEquals(Util.toStringFromYamlFile(this, "hubs.yaml"), wrapped(export()));
    }

    @Test
    void whatIsExportedCanBeImportedAgain() throws Exception {
        configureFrom("hubs.yaml");
        String exported = export();
        configureFrom("hub.yaml");
        assertEquals(1, hubs().size());
        configure(wrapped(exported));
        assertEquals(exported, export());
    }

    @Test
    void importingTwiceAddsNothing() throws Exception {
        configureFrom("hubs.yaml");
        configureFrom("hubs.yaml");
        assertEquals(2, hubs().size());
    }

    @Test
    void anEmptyListRemovesTheHubs() throws Exception {
        configureFrom("hubs.yaml");
        configure("unclassified:\n  ngeneaHub:\n    hubs: []\n");
        assertEquals(List.of(), hubs());
    }

    @Test
    void twoHubsOfOneNameAreRefusedAndTheOldOnesStay() throws Exception {
        configureFrom("hub.yaml");
        ConfiguratorException refused = assertThrows(
                ConfiguratorException.class,
                () -> configure("unclassified:\n  ngeneaHub:\n    hubs:\n"
                        + "    - {name: twin, url: 'https://one.example.com'}\n"
                        + "    - {name: ' twin', url: 'https://two.example.com'}\n"));
        assertTrue(causes(refused).contains("Several Ngenea Hubs have the name 'twin'"), causes(refused));
        assertEquals(
                List.of("production"), hubs().stream().map(NgeneaHub::getName).toList());
    }

    private static String causes(Throwable problem) {
        return problem == null ? "" : problem.getMessage() + "\n" + causes(problem.getCause());
    }

    @Test
    void theExportOfTheWholeJenkinsHasNoSecret() throws Exception {
        HubInJenkins.addKey(jenkins.jenkins, "hub-key", KEY);
        configureFrom("hub.yaml");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(out);
        String exported = out.toString(StandardCharsets.UTF_8);
        assertTrue(exported.contains("https://hub.example.com"), exported);
        assertFalse(exported.contains(KEY), exported);
    }
}
