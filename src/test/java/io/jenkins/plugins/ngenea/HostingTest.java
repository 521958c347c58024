package io.jenkins.plugins.ngenea;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.util.VersionNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The rules of Jenkins' hosting that a machine can check here; docs/dev/releasing.md lists all of them. */
class HostingTest {
    private static final String LOWEST_PARENT = "6.2211.v27f680c93c53";
    private static final String LOWEST_CORE = "2.541.3";
    private static final Set<String> JDKS = Set.of("21", "25");

    private static Element pom;

    @BeforeAll
    static void readPom() throws Exception {
        pom = parse(Path.of("pom.xml")).getDocumentElement();
    }

    @ParameterizedTest
    @CsvSource({
        "groupId, io.jenkins.plugins",
        "artifactId, ngenea-workflow",
        "version, ${changelist}",
        "url, https://github.com/jenkinsci/${project.artifactId}-plugin",
        "parent/groupId, org.jenkins-ci.plugins",
        "parent/artifactId, plugin",
        "scm/connection, scm:git:https://github.com/${gitHubRepo}",
        "scm/developerConnection, scm:git:https://github.com/${gitHubRepo}",
        "scm/url, https://github.com/${gitHubRepo}",
        "scm/tag, ${scmTag}",
        "licenses/license/name, MIT License",
        "properties/changelist, 999999-SNAPSHOT",
        "properties/gitHubRepo, jenkinsci/${project.artifactId}-plugin",
        "properties/jenkins.version, ${jenkins.baseline}.3",
        "properties/hpi.strictBundledArtifacts, true",
        "properties/ban-commons-lang-2.skip, false",
        "properties/ban-deprecated-stapler.skip, false",
        "properties/ban-junit4-imports.skip, false",
        "properties/banObsoleteDependencyOverrides.skip, false",
        "properties/spotless.check.skip, false",
        "dependencyManagement/dependencies/dependency/artifactId, bom-${jenkins.baseline}.x",
        "repositories/repository/url, https://repo.jenkins-ci.org/public/",
        "pluginRepositories/pluginRepository/url, https://repo.jenkins-ci.org/public/",
    })
    void thePomSays(String where, String what) {
        assertEquals(what, text(where));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "developers",
                "properties/java.level",
                "properties/maven.compiler.source",
                "properties/maven.compiler.target",
                "properties/maven.compiler.release"
            })
    void thePomDoesNotHave(String where) {
        assertNull(find(where));
    }

    @Test
    void theIdIsShortAndInLowerCaseAndNeitherItNorTheNameHasJenkinsInIt() {
        String id = text("artifactId");
        assertTrue(id.length() < 37, id);
        assertEquals(id.toLowerCase(Locale.ROOT), id);
        assertFalse((id + text("name")).toLowerCase(Locale.ROOT).contains("jenkins"));
    }

    @Test
    void theParentIsNotOlderThanAsked() {
        assertNotOlder(LOWEST_PARENT, text("parent/version"));
    }

    @Test
    void theCoreIsNotOlderThanAsked() {
        assertNotOlder(LOWEST_CORE, text("properties/jenkins.baseline") + ".3");
    }

    private static void assertNotOlder(String lowest, String ours) {
        assertFalse(new VersionNumber(ours).isOlderThan(new VersionNumber(lowest)), ours);
    }

    /** What the BOM or core manages has no version of its own, and what is not a plugin is for tests only. */
    @Test
    void onlyLibrariesOfTheTestsHaveAVersion() {
        for (Element dependency : children(child(pom, "dependencies"), "dependency")) {
            String group = text(dependency, "groupId");
            boolean plugin = group.startsWith("org.jenkins-ci.")
                    || group.startsWith("org.jenkinsci.")
                    || (group + ".").startsWith("io.jenkins.");
            assertEquals(plugin, child(dependency, "version") == null, group);
            assertTrue(plugin || text(dependency, "scope").equals("test"), group);
        }
    }

    @Test
    void theJenkinsfileIsOneCallWithTheJdksThatTheInfrastructureHas() throws IOException {
        String file = Files.readString(Path.of("Jenkinsfile"));
        String code = file.replaceAll("(?s)/\\*.*?\\*/", "").strip();
        assertTrue(code.startsWith("buildPlugin(") && code.endsWith(")"), code);
        List<String> configurations = Pattern.compile("\\[platform: '(linux|windows)'[^]]*]")
                .matcher(code)
                .results()
                .map(MatchResult::group)
                .toList();
        assertTrue(configurations.stream().anyMatch(line -> line.contains("windows")), code);
        for (String configuration : configurations) {
            String jdk = configuration.replaceAll(".*jdk: (\\d+).*", "$1");
            assertTrue(JDKS.contains(jdk), configuration);
        }
    }

    @Test
    void theNewestLineIsTheSameInJenkinsfileAndScripts() throws IOException {
        String newest = first("bin/maven.sh", "newest_baseline=(\\S+)") + ".3";
        assertEquals(newest, first("Jenkinsfile", "jenkins: '([^']+)'"));
        assertNotOlder(text("properties/jenkins.baseline") + ".3", newest);
    }

    @ParameterizedTest
    @CsvSource({
        ".github/CODEOWNERS, * @jenkinsci/ngenea-workflow-plugin-developers",
        ".gitignore, target/",
        ".gitignore, work/",
        ".mvn/maven.config, -Dchangelist.format=%d.v%s",
        ".mvn/maven.config, -Pconsume-incrementals",
        ".mvn/maven.config, -Pmight-produce-incrementals",
    })
    void theFileHasTheLine(String file, String line) throws IOException {
        assertTrue(Files.readAllLines(Path.of(file)).contains(line), file);
    }

    @ParameterizedTest
    @CsvSource({
        ".mvn/extensions.xml, git-changelist-maven-extension",
        ".github/workflows/cd.yaml, jenkins-infra/github-reusable-workflows/.github/workflows/maven-cd.yml@v1",
        ".github/workflows/jenkins-security-scan.yml, jenkins-infra/jenkins-security-scan/",
        ".github/renovate.json, github>jenkinsci/renovate-config",
        "LICENSE.md, MIT License",
        "README.md, ngeneaWorkflow",
    })
    void theFileSays(String file, String what) throws IOException {
        assertTrue(Files.readString(Path.of(file)).contains(what), file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".github/release-drafter.yml",
                ".github/release-drafter.yaml",
                ".github/workflows/release-drafter.yml",
                ".github/workflows/release-drafter.yaml",
                ".github/dependabot.yml"
            })
    void thereIsNo(String file) {
        assertFalse(Files.exists(Path.of(file)), file);
    }

    @Test
    void theReadmeIsNotTheArchetypes() throws IOException {
        assertFalse(Files.readString(Path.of("README.md")).contains("TODO"));
    }

    /** Pages work under Jenkins' content security policy. */
    @ParameterizedTest
    @MethodSource("jellyFiles")
    void aPageHasNoStyleOrScriptOfItsOwn(Path file) throws Exception {
        NodeList elements = parse(file).getElementsByTagName("*");
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            assertFalse(element.getLocalName().equals("style"), file + ": " + element);
            boolean script = element.getLocalName().equals("script");
            assertFalse(script && !element.hasAttribute("src"), file + ": " + element);
            assertFalse(
                    element.hasAttribute("checkUrl") && !element.hasAttribute("checkDependsOn"), file + ": checkUrl");
            NamedNodeMap attributes = element.getAttributes();
            for (int j = 0; j < attributes.getLength(); j++) {
                assertFalse(attributes.item(j).getNodeName().startsWith("on"), file + ": " + attributes.item(j));
            }
        }
    }

    static List<Path> jellyFiles() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources"))) {
            return files.filter(file -> file.toString().endsWith(".jelly")).toList();
        }
    }

    private static Document parse(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setNamespaceAware(true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        return builder.parse(file.toFile());
    }

    private static String first(String file, String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(Path.of(file)))
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError(file + " has no " + pattern))
                .group(1);
    }

    private static String text(String where) {
        Element found = find(where);
        return found == null ? null : found.getTextContent().strip();
    }

    private static String text(Element parent, String name) {
        Element found = child(parent, name);
        return found == null ? "" : found.getTextContent().strip();
    }

    private static Element find(String where) {
        Element at = pom;
        for (String name : where.split("/")) {
            at = at == null ? null : child(at, name);
        }
        return at;
    }

    private static Element child(Element parent, String name) {
        return children(parent, name).stream().findFirst().orElse(null);
    }

    private static List<Element> children(Element parent, String name) {
        NodeList nodes = parent.getChildNodes();
        return Stream.iterate(0, i -> i < nodes.getLength(), i -> i + 1)
                .map(nodes::item)
                .filter(node -> node.getNodeType() == Node.ELEMENT_NODE
                        && node.getNodeName().equals(name))
                .map(Element.class::cast)
                .toList();
    }
}
