package io.jenkins.plugins.ngenea.config;

import hudson.model.Item;
import org.htmlunit.html.HtmlCheckBoxInput;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlOption;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.htmlunit.html.HtmlTextArea;
import org.jvnet.hudson.test.JenkinsRule;

/** The page "Pipeline Syntax" of a job with a step chosen, as a browser shows it. */
record SnippetGenerator(HtmlPage page) {
    private static final int PATIENCE_MILLIS = 20_000;

    static SnippetGenerator open(JenkinsRule jenkins, Item job, String step) throws Exception {
        HtmlPage page = jenkins.createWebClient().goTo(job.getUrl() + "pipeline-syntax/");
        for (Object found : page.getByXPath("//select/option")) {
            HtmlOption option = (HtmlOption) found;
            if (option.getText().startsWith(step + ":")) {
                option.getEnclosingSelect().setSelectedAttribute(option, true);
                page.getWebClient().waitForBackgroundJavaScript(PATIENCE_MILLIS);
                return new SnippetGenerator(page);
            }
        }
        throw new AssertionError("the Snippet Generator has no step " + step);
    }

    void type(String field, String text) {
        HtmlElement element = find(field);
        if (element instanceof HtmlTextArea area) {
            area.setText(text);
        } else {
            ((HtmlInput) element).setValue(text);
        }
    }

    void tick(String field, boolean checked) {
        ((HtmlCheckBoxInput) find(field)).setChecked(checked);
    }

    void choose(String field, String value) {
        ((HtmlSelect) find(field)).setSelectedAttribute(value, true);
    }

    void press(String button) throws Exception {
        ((HtmlElement) page.getFirstByXPath("//button[normalize-space()='" + button + "']")).click();
        page.getWebClient().waitForBackgroundJavaScript(PATIENCE_MILLIS);
    }

    /** The field of the chosen step: those of others are not loaded. */
    private HtmlElement find(String field) {
        HtmlElement element = page.getFirstByXPath("//*[@name='_." + field + "'][not(@type='hidden')]");
        if (element == null) {
            throw new AssertionError("no field " + field);
        }
        return element;
    }

    String snippet() throws Exception {
        press("Generate Pipeline Script");
        return ((HtmlTextArea) page.getElementById("prototypeText")).getText().strip();
    }
}
