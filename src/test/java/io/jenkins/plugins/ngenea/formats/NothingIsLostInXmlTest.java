package io.jenkins.plugins.ngenea.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Items;
import io.jenkins.plugins.ngenea.builder.NgeneaWorkflowBuilder;
import io.jenkins.plugins.ngenea.config.NgeneaHub;
import io.jenkins.plugins.ngenea.request.WorkflowField;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Whatever attribute is added later: what a person has entered is there after a restart of Jenkins. */
@WithJenkins
class NothingIsLostInXmlTest {
    /** Every attribute with a value that is not its default. */
    private static <T> T full(Class<T> type, T plain) throws Exception {
        Map<String, Object> values = new HashMap<>();
        DescribableModel<T> model = DescribableModel.of(type);
        for (DescribableParameter parameter : model.getParameters()) {
            Class<?> kind = parameter.getErasedType();
            if (kind == int.class) {
                values.put(parameter.getName(), 7);
            } else if (kind == boolean.class) {
                values.put(parameter.getName(), !(boolean)
                        type.getMethod(getter(parameter)).invoke(plain));
            } else if (parameter.getName().equals("timeout")) {
                values.put(parameter.getName(), "7 s");
            } else if (kind == String.class) {
                values.put(parameter.getName(), "a " + parameter.getName());
            } else if (parameter.getName().equals("folders")) {
                values.put(parameter.getName(), List.of("a folder", "a/job"));
            } else if (parameter.getName().equals("fields")) {
                values.put(parameter.getName(), List.of(new WorkflowField("a name", "1", "number")));
            } else {
                assertEquals("paths", parameter.getName());
                values.put(parameter.getName(), List.of("/a path"));
            }
        }
        return model.instantiate(values, null);
    }

    private static String getter(DescribableParameter parameter) {
        return "is" + parameter.getName().substring(0, 1).toUpperCase(Locale.ROOT)
                + parameter.getName().substring(1);
    }

    private static String shown(Object described) {
        return DescribableModel.uninstantiate2_(described).toString();
    }

    @Test
    void ofAHub(JenkinsRule jenkins) throws Exception {
        NgeneaHub full = full(NgeneaHub.class, new NgeneaHub("", "", ""));
        assertTrue(shown(full).contains("maxJobs=7"), shown(full));
        assertEquals(shown(full), shown(Jenkins.XSTREAM2.fromXML(Jenkins.XSTREAM2.toXML(full))));
    }

    @Test
    void ofABuildStep(JenkinsRule jenkins) throws Exception {
        NgeneaWorkflowBuilder full = full(NgeneaWorkflowBuilder.class, new NgeneaWorkflowBuilder(""));
        assertTrue(shown(full).contains("wait=false"), shown(full));
        assertEquals(shown(full), shown(Items.XSTREAM2.fromXML(Items.XSTREAM2.toXML(full))));
    }
}
