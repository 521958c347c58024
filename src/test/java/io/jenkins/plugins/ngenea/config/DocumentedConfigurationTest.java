package io.jenkins.plugins.ngenea.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.model.FreeStyleProject;
import hudson.util.FormValidation;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.SecretSource;
import io.jenkins.plugins.casc.yaml.YamlSource;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import io.jenkins.plugins.ngenea.testing.Pipelines;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;

/** Runs what docs/configuration-as-code.md shows. */
@WithOneJenkins
class DocumentedConfigurationTest {
    private static String key = "";

    private JenkinsRule jenkins;
    private HubInJenkins hub;
    private String page;

    /** Where the page takes an environment variable: a test cannot set one. */
    @TestExtension
    public static final class Variables extends SecretSource {
        @Override
        public Optional<String> reveal(String name) {
            return name.equals("NGENEA_HUB_KEY") ? Optional.of(key) : Optional.empty();
        }
    }

    @BeforeEach
    void readThePage(JenkinsRule rule) throws Exception {
        jenkins = rule;
        hub = HubInJenkins.alone();
        key = hub.key();
        hub.emulator().plan(JobPlan.immediate());
        page = Files.readString(Path.of("docs", "configuration-as-code.md"))
                .replace("https://hub.example.com", hub.emulator().url());
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    private String example(String language) {
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertTrue(block.find(), "no example in " + language);
        return block.group(1);
    }

    private static void configure(String yaml) throws Exception {
        ConfigurationAsCode.get()
                .configureWith(new YamlSource<>(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void theYamlMakesAHubWithAKeyThatJobsCannotName() throws Exception {
        configure(example("yaml"));
        NgeneaHub made = NgeneaHubConfiguration.get().getHubs().get(0);
        StandardCredentials credential = HubSecrets.ofHub(made);
        assertEquals(CredentialsScope.SYSTEM, credential.getScope());
        assertEquals(
                FormValidation.Kind.OK, HubForms.checkSystemCredential(made.getUrl(), made.getCredentialsId()).kind);
    }

    @Test
    void theJobOfTheJobDslExampleRunsAgainstTheHubOfTheYaml() throws Exception {
        configure(example("yaml") + "jobs:\n  - script: |\n" + example("groovy").indent(6));
        jenkins.buildAndAssertSuccess(jenkins.jenkins.getItemByFullName("nightly-migration", FreeStyleProject.class));
        assertEquals(
                "{\"paths\":[\"/mmfs1/data/project\"],\"site\":\"dfoster1\",\"workflow\":\"migrate\","
                        + "\"discovery\":\"recursive\",\"fields\":{\"lock_level\":\"partial\"}}",
                Pipelines.onlyJob(hub.emulator()).body());
    }

    @Test
    void theTableNamesEveryAttributeOfAHubAndNoOther() {
        List<String> documented = Pattern.compile("^\\| `(\\w+)` ", Pattern.MULTILINE)
                .matcher(page)
                .results()
                .map(row -> row.group(1))
                .toList();
        List<String> known = DescribableModel.of(NgeneaHub.class).getParameters().stream()
                .map(DescribableParameter::getName)
                .toList();
        assertEquals(new TreeSet<>(known), new TreeSet<>(documented));
    }
}
