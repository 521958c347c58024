package io.jenkins.plugins.ngenea.testing;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.Item;
import hudson.model.Node;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.ngenea.config.NgeneaHubConfiguration;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsExtension;

/**
 * For test classes whose tests share a Jenkins, which is as good as new for each: starting one takes longer than most tests.
 * Not for tests of starts and stops, or of what a Jenkins remembers.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WithOneJenkins.Extension.class)
public @interface WithOneJenkins {
    /** Starts the Jenkins with the class, and empties it after each test. */
    final class Extension implements BeforeAllCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
        private JenkinsRule rule;

        @Override
        public void beforeAll(ExtensionContext context) {
            rule = (JenkinsRule) new JenkinsExtension().resolveParameter(null, context);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType().equals(JenkinsRule.class);
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return rule;
        }

        @Override
        public void afterEach(ExtensionContext context) throws Exception {
            Jenkins jenkins = rule.jenkins;
            jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
            jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
            jenkins.setProxy(null);
            for (Item item : List.copyOf(jenkins.getItems())) {
                item.delete();
            }
            for (Node node : List.copyOf(jenkins.getNodes())) {
                jenkins.removeNode(node);
            }
            SystemCredentialsProvider.getInstance()
                    .setDomainCredentialsMap(new HashMap<>(Map.of(Domain.global(), new ArrayList<>())));
            SystemCredentialsProvider.getInstance().save();
            NgeneaHubConfiguration.get().setHubs(List.of());
        }

        @Override
        public void afterAll(ExtensionContext context) throws Exception {
            rule.after();
        }
    }
}
