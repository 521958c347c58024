package io.jenkins.plugins.ngenea;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;

/** The rules of docs/dev/architecture.md that a machine can check. */
@AnalyzeClasses(packages = "io.jenkins.plugins.ngenea", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.jenkins.plugins.ngenea.";

    private static final int MOST_CLASSES_OF_A_ROOM = 18;

    /** Each room and the rooms it may know, from the bottom to the top; the table of docs/dev/architecture.md. */
    private static final Map<String, Set<String>> ROOMS = Map.ofEntries(
            entry("hub.error", Set.of()),
            entry("hub.model", Set.of()),
            entry("paths", Set.of("hub.model")),
            entry("hub.body", Set.of("hub.model")),
            entry("hub.http", Set.of("hub.body", "hub.error", "hub.model")),
            entry("hub.schema", Set.of("hub.body", "hub.error", "hub.http", "hub.model")),
            entry("hub", Set.of("hub.body", "hub.error", "hub.http", "hub.model", "hub.schema")),
            entry("hub.check", Set.of("hub", "hub.error", "hub.model", "hub.schema")),
            entry("concurrent", Set.of("hub.error")),
            entry("journal", Set.of("hub.model")),
            entry("poll", Set.of("hub", "hub.error", "hub.model", "concurrent")),
            entry("output", Set.of("hub.error", "hub.model", "hub.schema", "concurrent", "journal", "poll")),
            entry(
                    "engine",
                    Set.of("hub", "hub.error", "hub.model", "hub.schema", "concurrent", "journal", "poll", "output")),
            entry(
                    "config",
                    Set.of(
                            "hub",
                            "hub.error",
                            "hub.http",
                            "hub.model",
                            "concurrent",
                            "journal",
                            "poll",
                            "output",
                            "engine")),
            entry("request", Set.of("hub.model", "paths", "concurrent", "journal", "config")),
            entry("report", Set.of("hub.model", "paths", "journal", "output")),
            entry(
                    "build",
                    Set.of(
                            "hub",
                            "hub.error",
                            "hub.model",
                            "paths",
                            "concurrent",
                            "journal",
                            "output",
                            "engine",
                            "config",
                            "request",
                            "report")),
            entry(
                    "step",
                    Set.of(
                            "hub",
                            "hub.model",
                            "concurrent",
                            "journal",
                            "output",
                            "engine",
                            "config",
                            "request",
                            "report",
                            "build")),
            entry(
                    "builder",
                    Set.of("hub.model", "concurrent", "output", "engine", "config", "request", "build", "step")),
            entry("check", Set.of("hub", "hub.check", "engine", "config")),
            entry("binding", Set.of("hub", "hub.error", "hub.model", "engine", "config")));

    @ArchTest
    static final ArchRule WHAT_THE_COMMAND_SHARES_KNOWS_NOTHING_OF_JENKINS = noClasses()
            .that()
            .resideInAnyPackage(
                    ROOT + "hub..",
                    ROOT + "paths",
                    ROOT + "concurrent",
                    ROOT + "journal",
                    ROOT + "poll",
                    ROOT + "output",
                    ROOT + "engine")
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
    static void eachRoomKnowsOnlyThoseItMayKnow(JavaClasses classes) {
        ROOMS.forEach((room, known) -> noClasses()
                .that()
                .resideInAPackage(ROOT + room)
                .should()
                .dependOnClassesThat(resideInAPackage("io.jenkins.plugins.ngenea..")
                        .and(not(resideInAnyPackage(packages(room, known)))))
                .check(classes));
    }

    private static String[] packages(String room, Set<String> known) {
        return Stream.concat(Stream.of(room), known.stream())
                .map(name -> ROOT + name)
                .toArray(String[]::new);
    }

    @ArchTest
    static void eachPackageIsARoomOfAFewClasses(JavaClasses classes) {
        Map<String, Long> sizes = classes.stream()
                .filter(JavaClass::isTopLevelClass)
                // generated of what pages and forms say
                .filter(type -> !type.getSimpleName().equals("Messages"))
                .collect(groupingBy(type -> type.getPackageName().substring(ROOT.length()), counting()));
        assertEquals(ROOMS.keySet(), sizes.keySet());
        sizes.forEach((room, size) -> assertTrue(size <= MOST_CLASSES_OF_A_ROOM, () -> room + " has " + size));
    }

    @ArchTest
    static final ArchRule NO_PACKAGE_DEPENDS_ON_ITSELF_THROUGH_OTHERS =
            slices().matching(ROOT + "(**)").should().beFreeOfCycles();

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
    static final ArchRule WEB_METHODS_ANSWER_TO_POST_UNLESS_THEY_SAY_GET = methods()
            .that()
            .arePublic()
            .and()
            .haveNameMatching("do[A-Z].*")
            .should()
            .beAnnotatedWith(POST.class)
            .orShould()
            .beAnnotatedWith(GET.class);
}
