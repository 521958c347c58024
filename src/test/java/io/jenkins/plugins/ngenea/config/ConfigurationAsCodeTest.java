package io.jenkins.plugins.ngenea.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.Functions;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.yaml.YamlSource;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The configuration of the Hubs comes from Configuration as Code and goes back there, without a secret. */
@WithOneJenkins
class ConfigurationAsCodeTest {
    private static final String SHORT = """
            unclassified:
              ngeneaHub:
                hubs:
                  - name: production
                    url: https://hub.example.com
                    credentialsId: hub-key
                    defaultSite: dfoster1
            """;

    private static void configure(String yaml) throws Exception {
        ConfigurationAsCode.get()
                .configureWith(new YamlSource<>(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))));
    }

    private static String export() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aHubIsImported(JenkinsRule jenkins) throws Exception {
        configure(SHORT);
        List<NgeneaHub> hubs = NgeneaHubConfiguration.get().getHubs();
        assertEquals(1, hubs.size());
        NgeneaHub hub = hubs.get(0);
        assertEquals("production", hub.getName());
        assertEquals("https://hub.example.com", hub.getUrl());
        assertEquals("hub-key", hub.getCredentialsId());
        assertEquals("dfoster1", hub.getDefaultSite());
        assertEquals(List.of(), hub.getFolders());
        assertEquals(15, hub.getPollCapSeconds());
        assertEquals(30, hub.getLostContactMinutes());
        assertEquals(30, hub.getTimeoutSeconds());
    }

    @Test
    void everyAttributeIsImportedAndExported(JenkinsRule jenkins) throws Exception {
        configure("""
                unclassified:
                  ngeneaHub:
                    hubs:
                      - name: production
                        url: https://hub.example.com
                        credentialsId: hub-key
                        defaultSite: dfoster1
                        jobPage: "https://ui.example.com/job/{id}"
                        folders: "storage/nightly"
                        pollCapSeconds: 60
                        lostContactMinutes: 120
                        timeoutSeconds: 10
                        maxJobs: 20
                      - name: archive
                        url: https://archive.example.com/api
                        credentialsId: archive-key
                """);
        NgeneaHub hub = NgeneaHubConfiguration.get().getHubs().get(0);
        assertEquals("https://ui.example.com/job/7", hub.parsedUrl().jobPage("7"));
        assertEquals(List.of("storage/nightly"), hub.getFolders());
        assertEquals(60, hub.getPollCapSeconds());
        assertEquals(120, hub.getLostContactMinutes());
        assertEquals(10, hub.getTimeoutSeconds());
        assertEquals(20, hub.getMaxJobs());
        String exported = export();
        String ours = exported.substring(exported.indexOf("ngeneaHub:"));
        for (String line : List.of(
                "name: \"production\"",
                "url: \"https://hub.example.com\"",
                "credentialsId: \"hub-key\"",
                "defaultSite: \"dfoster1\"",
                "jobPage: \"https://ui.example.com/job/{id}\"",
                "- \"storage/nightly\"",
                "pollCapSeconds: 60",
                "lostContactMinutes: 120",
                "timeoutSeconds: 10",
                "maxJobs: 20",
                "name: \"archive\"")) {
            assertTrue(ours.contains(line), line + " is missing in " + ours);
        }
        configure("unclassified:\n  " + ours.split("\\R  (?=\\w)")[0]);
        assertEquals(2, NgeneaHubConfiguration.get().getHubs().size());
    }

    @Test
    void aWrongPageOfAJobIsRefusedAndNothingChanges(JenkinsRule jenkins) throws Exception {
        configure(SHORT);
        Exception refused = assertThrows(
                Exception.class, () -> configure(SHORT + "        jobPage: \"https://ui.example.com/\"\n"));
        String why = Functions.printThrowable(refused);
        assertTrue(why.contains("Ngenea Hub 'production': The address of a job's page must contain {id} once"), why);
        assertNull(NgeneaHubConfiguration.get().getHubs().get(0).getJobPage());
    }

    @Test
    void anExportHoldsNoKey(JenkinsRule jenkins) throws Exception {
        try (HubInJenkins hub = HubInJenkins.start()) {
            assertFalse(export().contains(hub.key()));
        }
    }

    @Test
    void aFreestyleJobMadeByJobDslRuns(JenkinsRule jenkins) throws Exception {
        try (HubInJenkins hub = HubInJenkins.start()) {
            hub.emulator().plan(JobPlan.immediate());
            configure("""
                    jobs:
                      - script: |
                          freeStyleJob('nightly-migration') {
                            steps {
                              ngeneaHubWorkflow {
                                workflow('migrate')
                                paths(['/mmfs1/data/project'])
                                site('dfoster1')
                                discovery('recursive')
                                fields {
                                  workflowField { name('lock_level'); value('partial'); type('string') }
                                }
                              }
                            }
                          }
                    """);
            jenkins.buildAndAssertSuccess(
                    jenkins.jenkins.getItemByFullName("nightly-migration", FreeStyleProject.class));
            assertEquals(
                    "{\"paths\":[\"/mmfs1/data/project\"],\"site\":\"dfoster1\",\"workflow\":\"migrate\","
                            + "\"discovery\":\"recursive\",\"fields\":{\"lock_level\":\"partial\"}}",
                    Pipelines.onlyJob(hub.emulator()).body());
        }
    }
}
