package io.jenkins.plugins.ngenea.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.hub.model.PathSource;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import io.jenkins.plugins.ngenea.hub.model.WorkflowRequest;
import io.jenkins.plugins.ngenea.journal.HubAccess;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import io.jenkins.plugins.ngenea.journal.RunTerms;
import io.jenkins.plugins.ngenea.journal.StepOfBuild;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a log says of the paths that are submitted. */
class SubmittingLineTest {
    private static String line(List<String> paths) throws Exception {
        JournalEntry entry = JournalEntry.ofNewRun(
                "key",
                new StepOfBuild("job#1", "7"),
                new HubAccess("production", ""),
                "migrate",
                "dfoster1",
                "",
                RunTerms.of(Instant.EPOCH, null, true, false));
        WorkflowRequest request =
                new WorkflowRequest("migrate", "dfoster1", PathSource.of(paths), "recursive", Map.of(), "fast");
        return new RunMessages(entry, HubUrl.parse("https://hub.example.com"), HostMessages.JENKINS)
                .submitting(WorkflowBody.of(request));
    }

    private static String with(String paths) {
        return "Hub production (https://hub.example.com): submitting workflow 'migrate' at site dfoster1 with " + paths
                + ", discovery recursive, queue fast";
    }

    @ParameterizedTest
    @CsvSource({"1,/mmfs1/a", "2,/mmfs1/a and 1 more path", "5,/mmfs1/a and 4 more paths"})
    void itNamesTheFirstPathAndHowManyMore(int count, String paths) throws Exception {
        assertEquals(with(paths), line(Collections.nCopies(count, "/mmfs1/a")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/mmfs1/a\nFinished: SUCCESS", "/mmfs1/\u202ea", "/mmfs1/\u001b[31m", "/two  blanks", " /a"})
    void aPathThatALogCannotShowAsItIsIsOnlyCounted(String path) throws Exception {
        assertEquals(with("1 path"), line(List.of(path)));
        assertEquals(with("2 paths"), line(List.of(path, "/mmfs1/b")));
    }

    /** Half a secret would not be hidden. */
    @Test
    void aLongPathIsNotCutButOnlyCounted() throws Exception {
        assertEquals(with("1 path"), line(List.of("/" + "a".repeat(500))));
        assertEquals(with("/" + "a".repeat(499)), line(List.of("/" + "a".repeat(499))));
    }
}
