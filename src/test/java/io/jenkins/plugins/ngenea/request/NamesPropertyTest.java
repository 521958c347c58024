package io.jenkins.plugins.ngenea.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.FilePath;
import io.jenkins.plugins.ngenea.hub.model.PathSource;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import io.jenkins.plugins.ngenea.hub.model.WorkflowRequest;
import io.jenkins.plugins.ngenea.paths.PathListWriter;
import io.jenkins.plugins.ngenea.paths.Separator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.commons.io.FileUtils;

/** Names of every kind, through each way in, are those of the request; what failed of them is read again as it was. */
class NamesPropertyTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Path directory;

    @BeforeContainer
    static void makeDirectory() throws IOException {
        directory = Files.createTempDirectory("names");
    }

    @AfterContainer
    static void removeDirectory() throws IOException {
        FileUtils.deleteDirectory(directory.toFile());
    }

    private static Arbitrary<String> name(boolean lineEnds) {
        Arbitrary<String> anyPlane = Arbitraries.integers()
                .between(1, Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .filter(c -> lineEnds || (c != '\n' && c != '\r'))
                .map(Character::toString)
                .list()
                .ofMaxSize(8)
                .map(characters -> String.join("", characters));
        String awkward = " \t\"\\'$`\u3000\uFEFF" + (lineEnds ? "\n\r" : "");
        return Arbitraries.oneOf(
                        anyPlane,
                        Arbitraries.strings().withChars(awkward.toCharArray()).ofMaxLength(6))
                .map(name -> "/n" + name);
    }

    @Provide
    Arbitrary<List<String>> names() {
        return name(true).list().ofMinSize(1).ofMaxSize(10);
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return name(false).list().ofMinSize(1).ofMaxSize(10);
    }

    private static PathSpool spool() {
        return new PathSpool(() -> directory, "key");
    }

    /** The paths as a Hub reads them. */
    private static List<String> sent(PathSpool spool) throws IOException {
        WorkflowRequest request = new WorkflowRequest("migrate", "dfoster1", (PathSource) spool, null, Map.of(), null);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (WorkflowBody.Pieces pieces = WorkflowBody.of(request).pieces()) {
            while (pieces.hasNext()) {
                body.write(pieces.next());
            }
        }
        List<String> paths = new ArrayList<>();
        for (JsonNode path : JSON.readTree(body.toByteArray()).path("paths")) {
            paths.add(path.textValue());
        }
        return paths;
    }

    private static List<String> sentFromFile(String list) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("list"), list);
        PathSpool spool = spool();
        spool.copy(new WorkspaceFile(new FilePath(directory.toFile()), "list"));
        return sent(spool);
    }

    @Property(tries = 200)
    void ofAList(@ForAll("names") List<String> names) throws Exception {
        PathSpool spool = spool();
        spool.write(PathList.of(names));
        assertEquals(names, sent(spool));
    }

    @Property(tries = 200)
    void ofAText(@ForAll("lines") List<String> names) throws Exception {
        PathSpool spool = spool();
        spool.write(PathList.of(String.join("\n", names)));
        assertEquals(names, sent(spool));
    }

    @Property(tries = 200)
    void ofAVariable(@ForAll("lines") List<String> names) throws Exception {
        BuildVariables variables = new BuildVariables(Map.of("PATHS", String.join("\r\n", names)));
        PathSpool spool = spool();
        spool.write(variables.paths(List.of("$PATHS")));
        assertEquals(names, sent(spool));
    }

    @Property(tries = 200)
    void ofAFileAndBackOfWhatFailed(@ForAll("names") List<String> names, @ForAll Separator separator) throws Exception {
        ByteArrayOutputStream failed = new ByteArrayOutputStream();
        List<String> listed = new ArrayList<>();
        try (PathListWriter writer = new PathListWriter(failed, separator)) {
            for (String name : names) {
                if (writer.add(name)) {
                    listed.add(name);
                }
            }
        }
        assertTrue(separator == Separator.LINE_END || listed.equals(names), "NULs carry all");
        if (!listed.isEmpty()) {
            assertEquals(listed, sentFromFile(failed.toString(StandardCharsets.UTF_8)));
        }
    }
}
