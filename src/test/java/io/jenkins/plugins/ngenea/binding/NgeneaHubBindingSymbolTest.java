package io.jenkins.plugins.ngenea.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.yaml.YamlSource;
import io.jenkins.plugins.ngenea.config.NgeneaHubConfiguration;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import jenkins.model.GlobalConfiguration;
import org.jenkinsci.plugins.credentialsbinding.MultiBinding;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The binding and the global configuration are both called {@code ngeneaHub}; neither may be taken for the other. */
@WithJenkins
class NgeneaHubBindingSymbolTest {
    private final KnownHub hub = new KnownHub();

    @AfterEach
    void stopHub() {
        hub.close();
    }

    @Test
    void theSymbolMeansOneThingToEachKind(JenkinsRule j) {
        SymbolLookup symbols = SymbolLookup.get();
        assertInstanceOf(
                NgeneaHubBinding.DescriptorImpl.class, symbols.findDescriptor(MultiBinding.class, "ngeneaHub"));
        assertSame(NgeneaHubConfiguration.get(), symbols.find(GlobalConfiguration.class, "ngeneaHub"));
    }

    @Test
    void configurationAsCodeMeansTheConfigurationAndAPipelineTheBinding(JenkinsRule j) throws Exception {
        hub.globalKey("hub-key");
        String yaml = """
                unclassified:
                  ngeneaHub:
                    hubs:
                      - name: "from-yaml"
                        url: "%s"
                """.formatted(hub.url());
        ConfigurationAsCode.get()
                .configureWith(YamlSource.of(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))));
        assertEquals("from-yaml", NgeneaHubConfiguration.get().getHubs().get(0).getName());

        WorkflowJob job = j.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("""
                def bindings = [ngeneaHub(hub: 'from-yaml', credentialsId: 'hub-key')]
                withCredentials(bindings) { echo "url=${env.NGENEA_HUB_URL}" }
                """, true));
        j.assertLogContains("url=" + hub.url(), j.buildAndAssertSuccess(job));

        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        assertTrue(exported.toString(StandardCharsets.UTF_8).contains("name: \"from-yaml\""), exported::toString);
    }
}
