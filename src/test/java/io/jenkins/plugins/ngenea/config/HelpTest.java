package io.jenkins.plugins.ngenea.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.ngenea.builder.NgeneaWorkflowBuilder;
import io.jenkins.plugins.ngenea.request.WorkflowField;
import io.jenkins.plugins.ngenea.step.NgeneaWorkflowStep;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Every field of every form has a help text that a browser gets. */
@WithJenkins
class HelpTest {
    private static final Path FORMS = Path.of("src", "main", "resources");
    private static final Pattern FIELD = Pattern.compile("<f:entry\\b[^>]*\\bfield=\"(\\w+)\"");
    private static final Pattern INCLUDED = Pattern.compile("<st:include class=\"([\\w.]+)\" page=\"([\\w.]+)\" />");

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    private record Field(Path form, String name) {
        private Class<?> type() throws ClassNotFoundException {
            return Class.forName(FORMS.relativize(form.getParent())
                    .toString()
                    .replace(form.getFileSystem().getSeparator(), "."));
        }

        @SuppressWarnings("unchecked")
        private Descriptor<?> descriptor() throws ClassNotFoundException {
            Class<?> type = type();
            return Descriptor.class.isAssignableFrom(type)
                    ? jenkins.jenkins.getDescriptorByType((Class<Descriptor<?>>) type)
                    : jenkins.jenkins.getDescriptorOrDie((Class<Describable<?>>) type);
        }

        @Override
        public String toString() {
            return form.getParent().getFileName() + "." + name;
        }
    }

    static List<Field> fields() throws IOException {
        List<Field> fields = new ArrayList<>();
        try (Stream<Path> files = Files.walk(FORMS)) {
            for (Path form : files.filter(file -> file.endsWith("config.jelly")).toList()) {
                FIELD.matcher(whole(form)).results().forEach(found -> fields.add(new Field(form, found.group(1))));
            }
        }
        return fields;
    }

    /** With the forms that it includes. */
    private static String whole(Path form) throws IOException {
        StringBuilder text = new StringBuilder(Files.readString(form));
        for (MatchResult included : INCLUDED.matcher(text.toString()).results().toList()) {
            text.append(whole(FORMS.resolve(included.group(1).replace('.', '/')).resolve(included.group(2))));
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aFieldHasHelp(Field field) throws Exception {
        JenkinsRule.WebClient browser = jenkins.createWebClient();
        String address = browser.executeOnServer(() -> field.descriptor().getHelpFile(field.name()));
        assertNotNull(address);
        assertFalse(browser.goTo(address.substring(1)).asNormalizedText().isBlank());
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aFieldIsAParameter(Field field) throws Exception {
        String getter =
                Character.toUpperCase(field.name().charAt(0)) + field.name().substring(1);
        Class<?> type = field.type();
        assertTrue(
                Stream.of(type.getMethods())
                        .anyMatch(method -> method.getName().equals("get" + getter)
                                || method.getName().equals("is" + getter)),
                field.toString());
    }

    @Test
    void theFormOfTheSystemOffersTheHelpOfEveryFieldOfAHub() throws Exception {
        HubInJenkins.configure(new NgeneaHub("production", "https://hub.example.com", ""));
        assertOffers(jenkins.createWebClient().goTo("configure"), NgeneaHub.class);
    }

    @Test
    void theFormOfTheBuildStepOffersTheHelpOfEveryField() throws Exception {
        NgeneaWorkflowBuilder builder = new NgeneaWorkflowBuilder("migrate");
        builder.setFields(List.of(new WorkflowField("days", "7", "number")));
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.getBuildersList().add(builder);
        HtmlPage page = jenkins.createWebClient().getPage(project, "configure");
        assertOffers(page, NgeneaWorkflowBuilder.class);
        assertOffers(page, WorkflowField.class);
    }

    @Test
    void theSnippetGeneratorOffersTheHelpOfEveryFieldOfTheStep() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        assertOffers(SnippetGenerator.open(jenkins, job, "ngeneaWorkflow").page(), NgeneaWorkflowStep.class);
    }

    /** A build step shows the help of the Pipeline step, so an address may name another form. */
    private static void assertOffers(HtmlPage page, Class<?> type) throws IOException {
        Set<String> offered = page.getByXPath("//*[@helpurl]").stream()
                .map(element -> ((DomElement) element).getAttribute("helpurl"))
                .filter(url -> url.contains("/descriptor/io.jenkins.plugins.ngenea."))
                .map(url -> url.substring(url.indexOf("/help/") + "/help/".length()))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> expected = fields().stream()
                .filter(field -> field.toString().startsWith(type.getSimpleName() + "."))
                .map(Field::name)
                .collect(Collectors.toCollection(TreeSet::new));
        assertFalse(expected.isEmpty());
        expected.removeAll(offered);
        assertEquals(Set.of(), expected);
    }
}
