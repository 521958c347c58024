package io.jenkins.plugins.ngenea.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.hub.error.HubInvalidAnswerException;
import io.jenkins.plugins.ngenea.hub.model.HubHealth;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import io.jenkins.plugins.ngenea.hub.model.WorkflowInfo;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class HubListsTest {
    private final HubEmulator hub = HubEmulator.start();
    private final HubClient client = HubClients.client(hub);

    static List<HubProfile> profiles() {
        return List.of(HubProfile.DOCUMENTED_ONLY, HubProfile.BARE_ARRAYS);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void sitesAreReadAsPagesAndAsABareArray(HubProfile profile) throws Exception {
        hub.profile(profile);
        hub.sites("dfoster1", "london");
        assertEquals(List.of("dfoster1", "london"), client.sites());
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void workflowsAreReadAsPagesAndAsABareArray(HubProfile profile) throws Exception {
        hub.profile(profile);
        hub.addWorkflow(
                "archive",
                "To the archive",
                null,
                JsonNodeFactory.instance.objectNode().put("name", "tier").put("type", "string"));
        hub.addWorkflow("plain", null, "recursive");
        List<WorkflowInfo> workflows = client.workflows();
        WorkflowInfo archive = named(workflows, "archive");
        assertEquals("To the archive", archive.label());
        assertNull(archive.discovery());
        assertEquals(List.of("tier"), archive.fields());
        assertTrue(archive.enabled() && archive.visible());
        assertEquals("plain", named(workflows, "plain").label());
        assertEquals("recursive", named(workflows, "plain").discovery());
        assertEquals("recursive", named(workflows, "migrate").discovery());
    }

    /** A form offers them, and what was picked is sent. */
    @Test
    void aChoiceOrDefaultThatCannotBeShownAsItIsIsNone() throws Exception {
        String longest = "/" + "a".repeat(RemoteText.NAME - 1);
        String tooLong = "/" + "b".repeat(149);
        ObjectNode target = JsonNodeFactory.instance.objectNode().put("name", "target");
        target.put("required", true).put("default", tooLong);
        target.putArray("choices").add(longest).add(tooLong).add("two  blanks").add("one blank");
        ObjectNode copies = JsonNodeFactory.instance.objectNode().put("name", "copies");
        copies.put("required", true).put("default", 2);
        hub.addWorkflow("archive", "Archive", null, target, copies);
        assertEquals(
                List.of(
                        new WorkflowInfo.Parameter("target", "", List.of(longest, "one blank"), "", false),
                        new WorkflowInfo.Parameter("copies", "", List.of(), "2", true)),
                named(client.workflows(), "archive").parameters());
    }

    @Test
    void listsOfManyPagesAreReadToTheirEnd() throws Exception {
        hub.sites(IntStream.range(0, 250).mapToObj(i -> "site" + i).toArray(String[]::new));
        assertEquals(250, client.sites().size());
        assertEquals(3, hub.requests(FaultPoint.SITES).size());
    }

    @Test
    void aListThatNeverEndsIsGivenUp() throws Exception {
        hub.faults()
                .always(
                        FaultPoint.SITES,
                        Fault.status(
                                200, "{\"count\":9,\"next\":\"http://x/\",\"results\":[\"a\"]}", "application/json"));
        assertEquals(20, client.sites().size());
    }

    @Test
    void ofAPageWithMoreThanItShouldHaveTheFirstTwoThousandAreRead() throws Exception {
        String page =
                "{\"results\": [" + "{\"name\": \"x\"},".repeat(5_000) + "{\"name\": \"x\"}], \"next\": \"more\"}";
        hub.faults().always(FaultPoint.SITES, Fault.status(200, page, "application/json"));
        hub.clearRequests();
        assertEquals(2_000, client.sites().size());
        assertEquals(1, hub.requestCount());
    }

    @Test
    void aDisabledWorkflowSaysSo() throws Exception {
        hub.faults()
                .next(
                        FaultPoint.WORKFLOWS,
                        Fault.status(
                                200,
                                "[{\"name\":\"old\",\"enabled\":false,\"visible\":false},{\"label\":\"no name\"}]",
                                "application/json"));
        List<WorkflowInfo> workflows = client.workflows();
        assertEquals(1, workflows.size());
        assertFalse(workflows.get(0).enabled() || workflows.get(0).visible());
    }

    @Test
    void aListThatIsNoneIsUnintelligible() {
        hub.faults().next(FaultPoint.WORKFLOWS, Fault.status(200, "\"x\"", "application/json"));
        assertThrows(HubInvalidAnswerException.class, client::workflows);
    }

    @Test
    void healthIsReadAsTheManualShowsIt() throws Exception {
        hub.sites("dfoster1", "london");
        hub.health("warning");
        HubHealth health = client.health();
        assertEquals("warning", health.overall());
        assertEquals(List.of("dfoster1", "london"), List.copyOf(health.sites().keySet()));
        assertEquals("/api/health", hub.requests(FaultPoint.HEALTH).get(0).path());
    }

    @Test
    void healthWithoutSitesIsReadToo() throws Exception {
        hub.faults().next(FaultPoint.HEALTH, Fault.status(200, "{\"overall_health\":\"ok\"}", "application/json"));
        assertEquals(new HubHealth("ok", Map.of()), client.health());
    }

    private static WorkflowInfo named(List<WorkflowInfo> workflows, String name) {
        return workflows.stream()
                .filter(info -> info.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
