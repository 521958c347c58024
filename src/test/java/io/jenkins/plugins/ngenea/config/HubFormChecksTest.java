package io.jenkins.plugins.ngenea.config;

import static hudson.util.FormValidation.Kind.ERROR;
import static hudson.util.FormValidation.Kind.OK;
import static hudson.util.FormValidation.Kind.WARNING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.FreeStyleProject;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.ngenea.builder.NgeneaWorkflowBuilder;
import io.jenkins.plugins.ngenea.request.WorkflowField;
import io.jenkins.plugins.ngenea.step.NgeneaWaitForJobStep;
import io.jenkins.plugins.ngenea.step.NgeneaWorkflowStep;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the forms say while somebody types, and what they offer. One Jenkins for all rows; nothing in it changes. */
@WithJenkins
class HubFormChecksTest {
    private static final String URL = "https://hub.example.com";

    private static JenkinsRule jenkins;
    private static FreeStyleProject job;
    private static FreeStyleProject other;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        job = rule.createFreeStyleProject("job");
        other = rule.createFreeStyleProject("other");
        HubInJenkins.addKey(rule.jenkins, "key", "some.key");
        HubInJenkins.addKey(rule.jenkins, "two lines", "some\nkey");
        HubInJenkins.add(
                rule.jenkins,
                new StringCredentialsImpl(CredentialsScope.SYSTEM, "system key", "", Secret.fromString("some.key")));
        HubInJenkins.addFile(rule.jenkins, "file");
        HubInJenkins.addForHost(
                rule.jenkins,
                "archive.example.com",
                new StringCredentialsImpl(CredentialsScope.GLOBAL, "archive's key", "", Secret.fromString("some.key")));
        NgeneaHub production = new NgeneaHub("production", URL, "system key");
        production.setDefaultSite("dfoster1");
        NgeneaHub archive = new NgeneaHub("archive", "https://archive.example.com", "system key");
        archive.setFolders(List.of("job"));
        HubInJenkins.configure(production, archive);
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    private record Row(String name, Supplier<FormValidation> check, FormValidation.Kind kind, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Row good(String name, Supplier<FormValidation> check) {
        return new Row(name, check, OK, "");
    }

    private static Row bad(String name, Supplier<FormValidation> check, String text) {
        return new Row(name, check, ERROR, text);
    }

    static Stream<Row> hubForm() {
        NgeneaHub.DescriptorImpl form = jenkins.jenkins.getDescriptorByType(NgeneaHub.DescriptorImpl.class);
        return Stream.of(
                good("name", () -> form.doCheckName("production")),
                bad("no name", () -> form.doCheckName(" "), "Enter a name. Jobs use it to select the Hub."),
                good("no page of a job", () -> form.doCheckJobPage("")),
                good("a page of a job", () -> form.doCheckJobPage("https://ui.example.com/job/{id}")),
                bad(
                        "a page of no job",
                        () -> form.doCheckJobPage("https://ui.example.com/"),
                        "The address of a job's page must contain {id} once. Example: https://hub.example.com/job/{id}"),
                good("https", () -> form.doCheckUrl("https://hub.example.com/api/")),
                new Row(
                        "http",
                        () -> form.doCheckUrl("http://hub.example.com"),
                        WARNING,
                        "http is not encrypted, so the key can be read in transit. Use https."),
                new Row(
                        "a path that may be a page",
                        () -> form.doCheckUrl("https://hub.example.com/jobs"),
                        WARNING,
                        "This URL ends like that of a page. If it is a page of the Hub, enter https://hub.example.com; if"
                                + " your gateway has the Hub at this path, leave it as it is."),
                bad("no URL", () -> form.doCheckUrl(""), "The Hub's URL is empty. Example: https://hub.example.com"),
                bad(
                        "host alone",
                        () -> form.doCheckUrl("hub.example.com"),
                        "'hub.example.com' is not an http or https URL with a host. Example:"
                                + " https://hub.example.com"),
                bad(
                        "password in the URL",
                        () -> form.doCheckUrl("https://joe:pass@hub.example.com"),
                        "The Hub's URL must not contain a user or password. Store them in a credential."),
                good("system key", () -> form.doCheckCredentialsId("system key", URL)),
                new Row(
                        "key of every job",
                        () -> form.doCheckCredentialsId("key", URL),
                        WARNING,
                        "Every job can use this credential by its id, regardless of the folders below. Set its scope to"
                                + " System."),
                new Row(
                        "no key",
                        () -> form.doCheckCredentialsId("", URL),
                        WARNING,
                        "Without credentials here, each job must select its own under Credentials."),
                bad("key that is gone", () -> form.doCheckCredentialsId("gone", URL), "There is no credential 'gone'."),
                bad(
                        "key for another host",
                        () -> form.doCheckCredentialsId("archive's key", URL),
                        "The domain of credential 'archive's key' does not include the host of this URL"),
                new Row(
                        "key for this host",
                        () -> form.doCheckCredentialsId("archive's key", "https://archive.example.com/api"),
                        WARNING,
                        "Every job can use this credential"),
                bad(
                        "file as key",
                        () -> form.doCheckCredentialsId("file", URL),
                        "The credential 'file' is of the wrong kind (Secret file). Use Secret text (a client"
                                + " key) or Username with password."),
                good("poll interval", () -> form.doCheckPollCapSeconds("2")),
                bad(
                        "poll interval too short",
                        () -> form.doCheckPollCapSeconds("1"),
                        "Enter a whole number from 2 to 300."),
                good("lost contact", () -> form.doCheckLostContactMinutes("10080")),
                bad(
                        "lost contact too long",
                        () -> form.doCheckLostContactMinutes("10081"),
                        "Enter a whole number from 1 to 10080."),
                good("no number: the default", () -> form.doCheckTimeoutSeconds("")),
                bad(
                        "timeout no number",
                        () -> form.doCheckTimeoutSeconds("soon"),
                        "Enter a whole number from 1 to 600."),
                good("folders", () -> form.doCheckFolders("job\n/other/\n")),
                new Row(
                        "folders that are not there",
                        () -> form.doCheckFolders("job\nnobody/job\nx"),
                        WARNING,
                        "There is no folder or job with this full name: nobody/job, x."),
                good("any number of jobs", () -> form.doCheckMaxJobs("0")),
                bad("fewer jobs than none", () -> form.doCheckMaxJobs("-1"), "Enter a whole number from 0 to 10000."));
    }

    static Stream<Row> jobForms() {
        NgeneaWorkflowBuilder.DescriptorImpl builder =
                jenkins.jenkins.getDescriptorByType(NgeneaWorkflowBuilder.DescriptorImpl.class);
        NgeneaWorkflowStep.DescriptorImpl step =
                jenkins.jenkins.getDescriptorByType(NgeneaWorkflowStep.DescriptorImpl.class);
        return Stream.of(
                good("workflow", () -> step.doCheckWorkflow(job, "migrate", "", "", null)),
                bad(
                        "no workflow",
                        () -> step.doCheckWorkflow(job, " ", "", "", ""),
                        "Enter the workflow to run, for example migrate."),
                bad(
                        "no workflow",
                        () -> builder.doCheckWorkflow(job, "", "", "", ""),
                        "Enter the workflow to run, for example migrate."),
                good("Hub", () -> step.doCheckHub(job, "archive")),
                good("Hub by a parameter", () -> builder.doCheckHub(job, "${HUB}")),
                good("no Hub of several: the default", () -> step.doCheckHub(job, "")),
                good("no Hub of several: the default", () -> builder.doCheckHub(job, null)),
                good("no Hub, one is open", () -> step.doCheckHub(other, "")),
                bad(
                        "Hub of another folder",
                        () -> step.doCheckHub(other, "archive"),
                        "No Ngenea Hub 'archive' is available to this job. Available: production."),
                good("paths", () -> step.doCheckPaths("/a\n/b", "", null)),
                good("path by a parameter", () -> step.doCheckPaths("$DIR/a", "", null)),
                new Row(
                        "relative path",
                        () -> step.doCheckPaths("/a\ndata/b", "", null),
                        WARNING,
                        "'data/b' is a relative path. Paths on a Hub are absolute, for example /mmfs1/data."),
                good("file", () -> builder.doCheckPaths(" ", "paths.txt", null)),
                bad(
                        "no paths",
                        () -> builder.doCheckPaths("\n", "", null),
                        "Enter at least one path here, or a file with paths below."),
                bad(
                        "paths and file",
                        () -> step.doCheckPaths("/a", "paths.txt", null),
                        "Use either paths here or a file with paths below, not both."),
                good("site", () -> step.doCheckSite(job, "dfoster2", "archive", "gone")),
                good("default site", () -> builder.doCheckSite(job, "", "production", "")),
                bad(
                        "no site",
                        () -> step.doCheckSite(job, "", "archive", ""),
                        "Enter the site where the workflow starts. This Hub has no default site."),
                good("timeout", () -> step.doCheckTimeout("30", true)),
                good("no timeout", () -> builder.doCheckTimeout("", false)),
                bad("timeout no number", () -> step.doCheckTimeout("soon", true), noTimeout("soon")),
                good("timeout with a unit", () -> step.doCheckTimeout("1 h", true)),
                bad("negative timeout", () -> builder.doCheckTimeout("-1", true), noTimeout("-1")),
                bad(
                        "timeout without waiting",
                        () -> builder.doCheckTimeout("30", false),
                        "A timeout requires waiting. Select 'Wait for the job' or leave the timeout at 0."),
                good("own key", () -> step.doCheckCredentialsId(job, "key", "production")),
                good("no own key", () -> builder.doCheckCredentialsId(job, "", "production")),
                bad(
                        "own key that is gone",
                        () -> step.doCheckCredentialsId(job, "gone", "production"),
                        "This job cannot see a credential 'gone'."),
                bad(
                        "own key for another host",
                        () -> builder.doCheckCredentialsId(job, "archive's key", "production"),
                        "The domain of credential 'archive's key' does not include the host of this Hub"),
                good("own key for this host", () -> step.doCheckCredentialsId(job, "archive's key", "archive")),
                good(
                        "own key for a Hub by a parameter",
                        () -> step.doCheckCredentialsId(job, "archive's key", "${HUB}")),
                bad(
                        "the system's key",
                        () -> builder.doCheckCredentialsId(job, "system key", "production"),
                        "This job cannot see a credential 'system key'."),
                bad(
                        "own key with a line end",
                        () -> step.doCheckCredentialsId(job, "two lines", "production"),
                        "The credential 'two lines' cannot be used: "));
    }

    private static String noTimeout(String given) {
        return "The timeout must be a whole number of minutes from 0 to 2147483647, or a text with a unit such as '90 s',"
                + " '15 min' or '2 h', not '" + given + "'.";
    }

    static Stream<Row> smallForms() {
        NgeneaWaitForJobStep.DescriptorImpl waiting =
                jenkins.jenkins.getDescriptorByType(NgeneaWaitForJobStep.DescriptorImpl.class);
        WorkflowField.DescriptorImpl field = jenkins.jenkins.getDescriptorByType(WorkflowField.DescriptorImpl.class);
        return Stream.of(
                good("job", () -> waiting.doCheckJob(" 4711 ")),
                good("job by a variable", () -> waiting.doCheckJob("${id}")),
                bad("no job", () -> waiting.doCheckJob(""), "Enter the id of a Hub job."),
                bad("job with a slash", () -> waiting.doCheckJob("../x"), "Enter the id of a Hub job."),
                good("timeout", () -> waiting.doCheckTimeout("1")),
                bad("negative timeout", () -> waiting.doCheckTimeout("-1"), noTimeout("-1")),
                good("field", () -> field.doCheckName(job, "lock_level", "migrate", "", "gone")),
                bad(
                        "field without a name",
                        () -> field.doCheckName(job, " ", "migrate", "", "gone"),
                        "Enter the name of the workflow parameter."),
                good("text", () -> field.doCheckValue(job, "7 days", "string", "days")),
                good("number", () -> field.doCheckValue(job, "7.5", "number", "days")),
                good("number by a parameter", () -> field.doCheckValue(job, "${DAYS}", "number", "days")),
                bad(
                        "no number",
                        () -> field.doCheckValue(job, "seven", "number", "days"),
                        "Field 'days' must be a number, not 'seven'."),
                bad(
                        "no boolean",
                        () -> field.doCheckValue(job, "yes", "boolean", "dry_run"),
                        "must be true or false, not 'yes'."));
    }

    @ParameterizedTest
    @MethodSource({"hubForm", "jobForms", "smallForms"})
    void theFormSays(Row row) {
        FormValidation said = row.check().get();
        assertEquals(row.kind(), said.kind, said.getMessage());
        assertTrue(text(said).contains(row.text()), text(said));
    }

    /** As a person reads it; the message is HTML. */
    private static String text(FormValidation said) {
        return said.getMessage() == null ? "" : said.getMessage().replace("&#039;", "'");
    }

    @Test
    void aJobIsOfferedTheHubsThatAreOpenToIt() {
        assertEquals(List.of("", "production", "archive"), hubsFor(job));
        assertEquals(List.of("", "production"), hubsFor(other));
    }

    @Test
    void noChoiceIsShownAsTheHubItStandsFor() {
        assertEquals("production (the first Hub)", HubForms.hubs(job, "").get(0).name);
        assertEquals("production (the only Hub)", HubForms.hubs(other, "").get(0).name);
    }

    private static List<String> hubsFor(FreeStyleProject item) {
        return HubForms.hubs(item, "").stream().map(option -> option.value).toList();
    }

    @Test
    void aHubIsOfferedKeysAndLoginsOfTheSystemToo() {
        List<String> offered = HubForms.systemCredentials(URL, "").stream()
                .map(option -> option.value)
                .sorted()
                .toList();
        assertEquals(List.of("", "key", "system key", "two lines"), offered);
    }

    @Test
    void aKeyForOneHostIsOfferedForThatHostAlone() {
        assertTrue(HubForms.systemCredentials("https://archive.example.com", "").stream()
                .anyMatch(option -> option.value.equals("archive's key")));
        assertTrue(HubForms.credentials(job, "archive", "", "none").stream()
                .anyMatch(option -> option.value.equals("archive's key")));
    }

    @Test
    void aJobIsNotOfferedTheSystemsKeysNorFiles() {
        List<String> offered = HubForms.credentials(job, "production", "", "none").stream()
                .map(option -> option.value)
                .sorted()
                .toList();
        assertEquals(List.of("", "key", "two lines"), offered);
    }

    @Test
    void withoutAChoiceAJobUsesTheHubsOwnCredentials() {
        NgeneaWorkflowStep.DescriptorImpl step =
                jenkins.jenkins.getDescriptorByType(NgeneaWorkflowStep.DescriptorImpl.class);
        assertEquals(
                "the Hub's own",
                step.doFillCredentialsIdItems(job, "production", "").get(0).name);
    }
}
