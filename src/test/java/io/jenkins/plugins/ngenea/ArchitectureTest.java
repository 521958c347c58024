package io.jenkins.plugins.ngenea;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.TimeUnit;
import org.kohsuke.stapler.verb.POST;

/** The rules of docs/architecture.md that a machine can check. */
@AnalyzeClasses(packages = "io.jenkins.plugins.ngenea", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.jenkins.plugins.ngenea.";

    @ArchTest
    static final ArchRule THE_HUB_AND_HOW_A_JOB_IS_FOLLOWED_KNOW_NOTHING_OF_JENKINS = noClasses()
            .that()
            .resideInAnyPackage(ROOT + "hub..", ROOT + "paths..", ROOT + "follow..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "hudson..",
                    "jenkins..",
                    "org.jenkinsci..",
                    "org.kohsuke..",
                    "com.cloudbees..",
                    "jakarta.servlet..",
                    "org.springframework..");

    @ArchTest
    static final ArchRule THE_ARROWS_POINT_ONE_WAY = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("hub")
            .definedBy(ROOT + "hub..")
            .layer("follow")
            .definedBy(ROOT + "follow..")
            .layer("config")
            .definedBy(ROOT + "config..")
            .layer("report")
            .definedBy(ROOT + "report..")
            .layer("run")
            .definedBy(ROOT + "run..")
            .layer("step")
            .definedBy(ROOT + "step..")
            .layer("builder")
            .definedBy(ROOT + "builder..")
            .layer("binding")
            .definedBy(ROOT + "binding..")
            .whereLayer("step")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("builder")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("binding")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("run")
            .mayOnlyBeAccessedByLayers("step", "builder")
            .whereLayer("report")
            .mayOnlyBeAccessedByLayers("step", "builder", "run")
            .whereLayer("config")
            .mayOnlyBeAccessedByLayers("step", "builder", "binding", "run")
            .whereLayer("follow")
            .mayOnlyBeAccessedByLayers("step", "builder", "binding", "run", "report", "config");

    @ArchTest
    static final ArchRule NO_PACKAGE_DEPENDS_ON_ITSELF_THROUGH_OTHERS =
            slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NOBODY_SLEEPS = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class, int.class)
            .orShould()
            .callMethod(TimeUnit.class, "sleep", long.class);

    @ArchTest
    static final ArchRule NOBODY_WRITES_TO_THE_STANDARD_STREAMS = noClasses().should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule WEB_METHODS_ANSWER_TO_POST_ONLY = methods()
            .that()
            .arePublic()
            .and()
            .haveNameMatching("do[A-Z].*")
            .should()
            .beAnnotatedWith(POST.class);
}
