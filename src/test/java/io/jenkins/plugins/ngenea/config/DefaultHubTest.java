package io.jenkins.plugins.ngenea.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.ngenea.engine.Connection.ConnectionException;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Which Hub a job means that names none. */
@WithOneJenkins
class DefaultHubTest {
    private FreeStyleProject job;
    private final NgeneaHub first = new NgeneaHub("first", "https://first.example.com", "");
    private final NgeneaHub second = new NgeneaHub("second", "https://second.example.com", "");

    @BeforeEach
    void createJob(JenkinsRule jenkins) throws Exception {
        job = jenkins.createFreeStyleProject("job");
        HubInJenkins.configure(first, second);
    }

    private String meant() throws ConnectionException {
        return NgeneaHubConfiguration.get().find(" ", job).getName();
    }

    @Test
    void ofSeveralItIsTheFirst() throws Exception {
        assertEquals("first", meant());
    }

    @Test
    void theOneThatIsTheDefaultGoesFirst() throws Exception {
        second.setDefaultHub(true);
        assertEquals("second", meant());
    }

    @Test
    void aDefaultThatTheJobMayNotUseIsNotMeant() throws Exception {
        second.setDefaultHub(true);
        second.setFolders(List.of("elsewhere"));
        assertEquals("first", meant());
    }

    @Test
    void whereItIsClosedToTheJobNoneOfSeveralOthersIsMeant() {
        NgeneaHub third = new NgeneaHub("third", "https://third.example.com", "");
        third.setDefaultHub(true);
        third.setFolders(List.of("elsewhere"));
        HubInJenkins.configure(first, second, third);
        assertEquals(
                "The default Ngenea Hub is not available to job. Select one of: first, second.",
                assertThrows(ConnectionException.class, this::meant).getMessage());
    }
}
