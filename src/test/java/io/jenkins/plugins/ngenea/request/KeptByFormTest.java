package io.jenkins.plugins.ngenea.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.FreeStyleProject;
import hudson.util.FormValidation;
import io.jenkins.plugins.ngenea.builder.NgeneaWorkflowBuilder;
import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.util.List;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTextArea;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** A form that is saved as it is changes nothing that a script gave. */
@WithOneJenkins
class KeptByFormTest {
    private JenkinsRule jenkins;
    private FreeStyleProject job;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        job = rule.createFreeStyleProject();
    }

    private NgeneaWorkflowBuilder saved(HtmlPage page) throws Exception {
        jenkins.submit(page.getFormByName("config"));
        return job.getBuildersList().get(NgeneaWorkflowBuilder.class);
    }

    @Test
    void whatTheFormCannotShowIsKeptUnlessWhatItShowsIsChanged() throws Exception {
        NgeneaWorkflowBuilder builder = new NgeneaWorkflowBuilder("migrate");
        List<String> paths = List.of("/mmfs1/a\n/b", "/c");
        builder.setPaths(paths);
        builder.setFields(List.of(new WorkflowField("note", "one\ntwo", "string")));
        job.getBuildersList().add(builder);
        NgeneaWorkflowBuilder same = saved(jenkins.createWebClient().getPage(job, "configure"));
        assertEquals(paths, same.getPaths());
        assertEquals("one\ntwo", same.getFields().get(0).getValue());

        HtmlPage page = jenkins.createWebClient().getPage(job, "configure");
        page.<HtmlTextArea>getFirstByXPath("//textarea[@name='_.paths']").setText("/mmfs1/a\n/b\n/d");
        page.<HtmlInput>getFirstByXPath("//input[@name='_.value']").setValue("three");
        NgeneaWorkflowBuilder changed = saved(page);
        assertEquals(List.of("/mmfs1/a", "/b", "/d"), changed.getPaths());
        assertEquals("three", changed.getFields().get(0).getValue());
    }

    @Test
    void theFormSaysThatItDoesNotShowThePathsAsTheyAre() {
        NgeneaWorkflowBuilder builder = new NgeneaWorkflowBuilder("migrate");
        builder.setPaths(List.of("/mmfs1/a\n/b"));
        String kept = builder.getKeptPaths();
        NgeneaWorkflowBuilder.DescriptorImpl form =
                jenkins.jenkins.getDescriptorByType(NgeneaWorkflowBuilder.DescriptorImpl.class);
        FormValidation said = form.doCheckPaths("/mmfs1/a\n/b", "", kept);
        assertEquals(FormValidation.Kind.WARNING, said.kind);
        assertTrue(said.getMessage().contains("They stay as they are unless you change the text"), said.getMessage());
        assertEquals(FormValidation.Kind.OK, form.doCheckPaths("/mmfs1/a", "", kept).kind);
    }

    @Test
    void aTextThatIsTheSameListIsNotKeptApart() {
        assertNull(KeptByForm.paths(List.of("/a", " /b "), "/a\n /b "));
        for (String path : List.of("/a\nb", "/a\rb", "\uFEFF/a")) {
            assertNotNull(KeptByForm.paths(List.of(path), path));
        }
        assertNull(KeptByForm.value("one  line "));
    }
}
