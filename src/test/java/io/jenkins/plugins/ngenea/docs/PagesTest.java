package io.jenkins.plugins.ngenea.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages point at is there: other pages, their headings, pictures, classes, tests. */
class PagesTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    /** A class in backticks, with its room before it or a member of it behind it. */
    private static final Pattern NAMED =
            Pattern.compile("`(?:([a-z]+(?:/[a-z]+)*)/)?([A-Z][a-z]+(?:[A-Z][a-z]*)*)(?:\\.(\\w+))?`");

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private static final Pattern LABEL = Pattern.compile("\\$\\{%([^}]+)}");

    private static final Pattern EMPHASIS = Pattern.compile("(?<![*\\w])\\*([A-Z][^*|]+)\\*(?!\\*)");

    private static final Set<String> JENKINS_LABELS = Set.of(
            "Global",
            "No Proxy Host",
            "Pipeline Syntax",
            "Secret text",
            "System",
            "Thread Dump",
            "Username with password");

    /** Where one text of a source goes on in the next. */
    private static final Pattern JOINED_LITERALS = Pattern.compile("\"\\s*\\+\\s*\"");

    private static final Path ARCHITECTURE = Path.of("docs", "dev", "architecture.md");

    /** Named there, and no sources of ours. */
    private static final Set<String> OTHERS =
            Set.of("AbortException", "Authorization", "FlowInterruptedException", "Messages");

    /** The room and the member are null where the page does not say them. */
    private record Named(String room, String type, String member) {
        /** Some classes of different rooms share a name. */
        boolean isIn(Map<String, List<Path>> sources) throws IOException {
            for (Path source : sources.getOrDefault(type, List.of())) {
                if ((room == null || source.getParent().endsWith(Path.of(room)))
                        && (member == null || Files.readString(source).matches("(?s).*\\b" + member + "\\b.*"))) {
                    return true;
                }
            }
            return false;
        }
    }

    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")), docs)
                    .filter(page -> page.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void eachLinkLeadsSomewhere(Path page) throws IOException {
        List<String> dead = new ArrayList<>();
        for (MatchResult hit : LINK.matcher(Files.readString(page)).results().toList()) {
            String link = hit.group(1);
            if (link.startsWith("https://")) {
                continue;
            }
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
            if (!Files.exists(target) || (parts.length > 1 && !anchors(target).contains(parts[1]))) {
                dead.add(link);
            }
        }
        assertEquals(List.of(), dead);
    }

    /** As GitHub makes them. */
    private static Set<String> anchors(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w\\- ]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @Test
    void eachClassNamedInTheArchitectureExists() throws IOException {
        Map<String, List<Path>> sources = sources("src", "bench", "cli");
        List<Named> unknown = new ArrayList<>();
        for (Named named : named(ARCHITECTURE)) {
            if (!OTHERS.contains(named.type()) && !named.isIn(sources)) {
                unknown.add(named);
            }
        }
        assertEquals(List.of(), unknown);
    }

    @Test
    void eachTestNamedAsEvidenceExists() throws IOException {
        Map<String, List<Path>> tests = sources("src/test");
        List<Named> named = named(Path.of("docs", "dev", "semantics.md")).stream()
                .filter(test -> test.type().endsWith("Test"))
                .toList();
        assertFalse(named.isEmpty());
        List<Named> gone = new ArrayList<>();
        for (Named test : named) {
            if (!test.isIn(tests)) {
                gone.add(test);
            }
        }
        assertEquals(List.of(), gone);
    }

    @Test
    void theTableOfTheArchitectureSaysWhereToChangeWhatNewcomersAskFor() throws IOException {
        String page = Files.readString(ARCHITECTURE);
        for (String wish : List.of(
                "how often a job is asked for",
                "what the log says when a job ends",
                "which HTTP answers count as lost contact",
                "a new parameter of the step")) {
            assertTrue(
                    page.lines().anyMatch(line -> line.startsWith("| " + wish + " | `")), () -> "no row says: " + wish);
        }
    }

    /** People search the page for what their log shows. */
    @Test
    void eachQuotationInTroubleshootingIsASentenceOfThePlugin() throws IOException {
        StringBuilder sources = new StringBuilder();
        for (List<Path> files : sources("src/main").values()) {
            for (Path file : files) {
                sources.append(Files.readString(file));
            }
        }
        for (Path file : texts()) {
            sources.append(Files.readString(file).replaceAll("\\\\\\R\\s*", "").replace("''", "'"));
        }
        String joined = JOINED_LITERALS.matcher(sources).replaceAll("");
        List<String> strange = Files.readAllLines(Path.of("docs", "troubleshooting.md")).stream()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.split(" \\| ", 2)[0])
                .flatMap(cell -> CODE.matcher(cell).results())
                .flatMap(code -> Stream.of(code.group(1).split("…")))
                .map(String::strip)
                .filter(piece -> piece.split(" ").length > 2 && !joined.contains(piece))
                .toList();
        assertEquals(List.of(), strange);
    }

    private static List<Path> texts() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "resources"))) {
            return files.filter(file -> file.endsWith("Messages.properties")).toList();
        }
    }

    @Test
    void eachLabelOfAFormIsWrittenAsInTheForm() throws IOException {
        Set<String> labels = new HashSet<>(JENKINS_LABELS);
        try (Stream<Path> forms = Files.walk(Path.of("src", "main", "resources"))) {
            for (Path form :
                    forms.filter(file -> file.toString().endsWith(".jelly")).toList()) {
                LABEL.matcher(Files.readString(form)).results().forEach(label -> labels.add(label.group(1)));
            }
        }
        List<String> strange = new ArrayList<>();
        for (Path page : pages()) {
            EMPHASIS.matcher(Files.readString(page))
                    .results()
                    .map(label -> label.group(1).replace('\n', ' '))
                    .filter(label -> !label.startsWith("Manage Jenkins") && !labels.contains(label))
                    .forEach(label -> strange.add(page + ": " + label));
        }
        assertEquals(List.of(), strange);
    }

    private static List<Named> named(Path page) throws IOException {
        return NAMED.matcher(Files.readString(page))
                .results()
                .map(named -> new Named(named.group(1), named.group(2), named.group(3)))
                .toList();
    }

    private static Map<String, List<Path>> sources(String... roots) throws IOException {
        Map<String, List<Path>> sources = new HashMap<>();
        for (String root : roots) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(file -> {
                    String type = file.getFileName().toString().replace(".java", "");
                    sources.computeIfAbsent(type, first -> new ArrayList<>()).add(file);
                });
            }
        }
        return sources;
    }
}
