package io.jenkins.plugins.ngenea.hub.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.emulator.HubProfileBuilder;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.HubClients;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubInvalidAnswerException;
import io.jenkins.plugins.ngenea.hub.error.HubUnauthorizedException;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The report of a check against each profile of the emulator is an approved file, {@code <profile>.txt}. {@code
 * -Dngenea.approve=true} writes these files instead of comparing them.
 */
@Timeout(60)
class HubCheckTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-05T10:00:00Z"));
    private static final Path APPROVED = Path.of("src/test/resources/io/jenkins/plugins/ngenea/hub/check");
    private static final int REQUESTS_FOR_A_SCHEMA = 8;
    private static final int MORE_THAN_A_PAGE = 26;

    static List<HubProfile> profiles() {
        return HubProfile.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("profiles")
    void theReportIsTheApprovedOne(HubProfile profile) throws Exception {
        try (HubEmulator hub = HubEmulator.start(profile, CLOCK, 0)) {
            fill(hub);
            approve(profile.name(), check(hub).text());
        }
    }

    @Test
    void aHubWithoutJobsShowsWhatItCan() throws Exception {
        try (HubEmulator hub = HubEmulator.start(HubProfile.DOCUMENTED_ONLY, CLOCK, 0)) {
            approve("without-jobs", check(hub).text());
        }
    }

    @Test
    void aReportHoldsNoKeyPathUserOrHost() throws Exception {
        for (HubProfile profile : List.of(
                HubProfile.DETAILS_IN_JOBS,
                HubProfile.PATHS_IN_TASKS,
                HubProfile.PATHS_BESIDE_TASKS,
                HubProfile.RESULTS_IN_TASKS,
                HubProfile.NEWEST_EDITION)) {
            try (HubEmulator hub = HubEmulator.start(profile, CLOCK, 0)) {
                String key = hub.newClientKey();
                hub.alert("dfoster1", "CRITICAL", "No workers are joined");
                fill(hub);
                String report = check(hub.url(), key).text();
                for (String secret :
                        List.of(key, "/mmfs1", "sample_data", "dfoster", "127.0.0.1", "http:", "hub.internal")) {
                    assertFalse(report.contains(secret), () -> secret + " is in\n" + report);
                }
            }
        }
    }

    @Test
    void aCheckOnlyReadsAndAsksALimitedNumberOfTimes() throws Exception {
        try (HubEmulator hub = HubEmulator.start(HubProfile.PATHS_BESIDE_TASKS, CLOCK, 0)) {
            fill(hub);
            hub.clearRequests();
            check(hub);
            assertTrue(
                    hub.requests().stream().allMatch(request -> request.method().equals("GET")));
            int most = HubCheck.MOST_REQUESTS + REQUESTS_FOR_A_SCHEMA;
            assertTrue(hub.requests().size() <= most, () -> hub.requests().toString());
        }
    }

    @Test
    void aRefusedOrMissingCallIsARowAndNotTheEnd() throws Exception {
        try (HubEmulator hub = HubEmulator.start(HubProfile.DOCUMENTED_ONLY, CLOCK, 0)) {
            fill(hub);
            hub.faults()
                    .always(FaultPoint.TASKS, Fault.detail(403, "You do not have permission to perform this action."));
            hub.faults().always(FaultPoint.WORKFLOWS, Fault.html(404));
            hub.faults().always(FaultPoint.SITES, Fault.unavailable());
            hub.faults().always(FaultPoint.HEALTH, Fault.html(200));
            approve("refusals", check(hub).text());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {400, 60_000})
    void theSearchForADescriptionIsGivenUpWhenItTakesTooLong(long millisOfAnAnswer) throws Exception {
        try (HubEmulator hub = HubEmulator.start(HubProfile.DOCUMENTED_ONLY, CLOCK, 0)) {
            hub.faults().always(FaultPoint.SCHEMA, Fault.hang(Duration.ofMillis(millisOfAnAnswer)));
            HubClient client = HubClients.client(hub);
            CheckReport report = new HubCheck(client, CLOCK, Duration.ofSeconds(1)).run();
            CheckRow row = report.rows().get(report.rows().size() - 1);
            assertEquals("the Hub describes its API", row.thing());
            assertEquals(Finding.DOCUMENTED, row.finding());
            assertEquals("The search was given up: the Hub did not answer, or not within 1 s.", row.here());
            assertTrue(
                    hub.requestCount(FaultPoint.SCHEMA) <= 3,
                    () -> hub.requests().toString());
            assertTrue(report.fits(), report::text);
        }
    }

    @Test
    void aRefusedKeyEndsTheCheck() throws Exception {
        try (HubEmulator hub = HubEmulator.start(HubProfile.DOCUMENTED_ONLY, CLOCK, 0)) {
            CheckReport report = check(hub.url(), "a-key-that-nobody-made");
            assertTrue(report.problem().get() instanceof HubUnauthorizedException);
            assertFalse(report.fits());
            assertEquals(1, hub.requestCount());
            approve("refused-key", report.text());
        }
    }

    @Test
    void anAddressOfSomethingElseEndsTheCheck() throws Exception {
        try (HubEmulator hub = HubEmulator.start(HubProfile.DOCUMENTED_ONLY, CLOCK, 0)) {
            hub.faults().always(FaultPoint.ANY, Fault.html(200));
            CheckReport report = check(hub);
            assertTrue(report.problem().get() instanceof HubInvalidAnswerException);
            approve("no-hub", report.text());
        }
    }

    @Test
    void aDescriptionWithoutACallToCancelContradictsWhatIsNeeded() throws Exception {
        HubProfile profile = new HubProfileBuilder("without cancel")
                .cancelCall(HubProfile.CancelCall.NOT_FOUND)
                .schema(HubProfile.SchemaAt.SCHEMA, HubProfile.SchemaDialect.OPENAPI_3)
                .build();
        try (HubEmulator hub = HubEmulator.start(profile, CLOCK, 0)) {
            CheckReport report = check(hub);
            assertFalse(report.fits());
            assertEquals(
                    List.of("a call cancels a job"),
                    report.rows().stream()
                            .filter(CheckRow::isTrouble)
                            .map(CheckRow::thing)
                            .toList());
        }
    }

    /** More jobs than one page has: one failed, one runs, the others went well. */
    private static void fill(HubEmulator hub) throws IOException, HubException, InterruptedException {
        HubClient client = HubClients.client(hub);
        hub.plan(JobPlan.immediate());
        hub.planNext(
                JobPlan.immediate().endingIn("FAILURE").withFailedTask("/mmfs1/data/sample_data.tgz", "no such file"));
        for (int i = 0; i < MORE_THAN_A_PAGE; i++) {
            submit(client);
        }
        hub.planNext(JobPlan.held());
        submit(client);
        hub.planNext(
                JobPlan.immediate().endingIn("FAILURE").withFailedTask("/mmfs1/data/sample_data.tgz", "no such file"));
        submit(client);
    }

    private static void submit(HubClient client) throws IOException, InterruptedException, HubException {
        try {
            client.submit(WorkflowBody.of(HubClients.manualsExample()));
        } catch (HubInvalidAnswerException e) {
            // some profiles do not tell the job
        }
    }

    private static CheckReport check(HubEmulator hub) throws InterruptedException {
        return check(hub.url(), hub.newClientKey());
    }

    private static CheckReport check(String url, String key) throws InterruptedException {
        return new HubCheck(HubClients.client(url, key), CLOCK).run();
    }

    private static void approve(String name, String report) throws IOException {
        Path file = (Files.exists(Path.of("docs")) ? APPROVED : Path.of("..").resolve(APPROVED)).resolve(name + ".txt");
        if (Boolean.getBoolean("ngenea.approve")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, report);
        }
        assertEquals(Files.readString(file).replace("\r\n", "\n"), report);
    }
}
