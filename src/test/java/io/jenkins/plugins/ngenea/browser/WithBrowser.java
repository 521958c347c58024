package io.jenkins.plugins.ngenea.browser;

import io.jenkins.plugins.ngenea.testing.WithOneJenkins;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * For test classes whose tests share a Jenkins and a {@link Browser}. They are skipped where Chromium and its driver are not
 * installed, but required where {@code CI=true} and apt could install them.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("browser")
@WithOneJenkins
@ExtendWith(WithBrowser.Extension.class)
@interface WithBrowser {
    /** Starts the browser when the first test of the class asks for it, and shows it an empty page after each. */
    final class Extension implements ExecutionCondition, ParameterResolver, AfterEachCallback, AfterAllCallback {
        private static final Path APT = Path.of("/usr/bin/apt-get");

        private Browser browser;

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Browser.isInstalled() || isRequired()) {
                return ConditionEvaluationResult.enabled("");
            }
            String why = "Chromium and its driver are not installed (apt-get install chromium chromium-driver)";
            System.err.println("NOT TESTED in a browser, " + context.getDisplayName() + ": " + why);
            return ConditionEvaluationResult.disabled(why);
        }

        private static boolean isRequired() {
            return "true".equals(System.getenv("CI"))
                    && Files.isExecutable(APT)
                    && "root".equals(System.getProperty("user.name"));
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType().equals(Browser.class);
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            if (browser == null) {
                browser = Browser.start();
            }
            return browser;
        }

        @Override
        public void afterEach(ExtensionContext context) throws Exception {
            if (browser != null) {
                if (context.getExecutionException().isPresent()) {
                    browser.keepPicture(
                            context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName());
                }
                browser.reset();
            }
        }

        @Override
        public void afterAll(ExtensionContext context) {
            if (browser != null) {
                browser.close();
            }
        }
    }
}
