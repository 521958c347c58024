package io.jenkins.plugins.ngenea.config;

import hudson.model.Item;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlOption;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.jvnet.hudson.test.JenkinsRule;

/** The page "Pipeline Syntax" of a job with a step chosen, as a browser shows it. */
record SnippetGenerator(HtmlPage page, HtmlElement form) {
    private static final int PATIENCE = 20_000;

    static SnippetGenerator open(JenkinsRule jenkins, Item job, String step) throws Exception {
        HtmlPage page = jenkins.createWebClient().goTo(job.getUrl() + "pipeline-syntax/");
        for (Object found : page.getByXPath("//select")) {
            HtmlSelect select = (HtmlSelect) found;
            for (HtmlOption option : select.getOptions()) {
                if (option.getText().startsWith(step + ":")) {
                    select.setSelectedAttribute(option, true);
                    page.getWebClient().waitForBackgroundJavaScript(PATIENCE);
                    return new SnippetGenerator(page, null);
                }
            }
        }
        throw new AssertionError("no step " + step);
    }
}
