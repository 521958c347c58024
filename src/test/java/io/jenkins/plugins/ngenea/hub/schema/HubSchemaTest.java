package io.jenkins.plugins.ngenea.hub.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.emulator.HubProfile.CancelAddress;
import io.jenkins.plugins.ngenea.emulator.HubProfile.SchemaAt;
import io.jenkins.plugins.ngenea.emulator.HubProfile.SchemaDialect;
import io.jenkins.plugins.ngenea.hub.HubClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The description of a Hub as the emulator serves it: found at each usual address, and read in each language. */
@Timeout(60)
class HubSchemaTest {
    private final HubEmulator hub = HubEmulator.start();

    @AfterEach
    void stop() {
        hub.close();
    }

    private SchemaSearch.Found look() throws Exception {
        return HubClients.client(hub).schema();
    }

    static List<Arguments> everyAddressInEveryLanguage() {
        List<Arguments> all = new ArrayList<>();
        for (SchemaAt at : SchemaAt.values()) {
            for (SchemaDialect dialect : SchemaDialect.values()) {
                if (at != SchemaAt.NOWHERE) {
                    all.add(Arguments.of(at, dialect, false));
                    all.add(Arguments.of(at, dialect, true));
                }
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("everyAddressInEveryLanguage")
    void itIsFoundAtEachUsualAddressAndReadInEachLanguage(SchemaAt at, SchemaDialect dialect, boolean yaml)
            throws Exception {
        hub.profile(HubProfile.DOCUMENTED_ONLY
                .but("test")
                .cancelAt(CancelAddress.STOP)
                .pathsBesideTasks(true)
                .schema(at, dialect)
                .schemaInYaml(yaml)
                .build());
        HubSchema schema = look().schema().orElseThrow();
        JobCall stop = new JobCall("POST", "jobs/", "/stop/");
        assertEquals(
                new HubSchema(
                        at.address(),
                        dialect == SchemaDialect.OPENAPI_3 ? "OpenAPI 3.0.3" : "Swagger 2.0",
                        List.of(stop),
                        List.of("paths", "site", "workflow", "discovery", "fields", "queue"),
                        List.of("paths", "site", "workflow"),
                        List.of("created", "ordering", "page", "page_size", "site", "state"),
                        List.of(
                                "NEW",
                                "PENDING",
                                "STARTED",
                                "PAUSING",
                                "PAUSED",
                                "CANCELLING",
                                "SUCCESS",
                                "FAILURE",
                                "ERROR",
                                "SKIPPED",
                                "CANCELLED")),
                schema);
        assertEquals(Optional.of(stop), schema.cancel());
        assertEquals(Optional.of("fields"), schema.fieldsKey());
        assertEquals(Optional.of("queue"), schema.queueKey());
    }

    @ParameterizedTest
    @CsvSource({
        "SCHEMA, POST /api/jobs/{id}/cancel/",
        "CANCEL_IS_STOP, POST /api/jobs/{id}/stop/",
        "CANCEL_IS_PATCH, PATCH /api/jobs/{id}/abort/",
        "CANCEL_IS_DELETE, DELETE /api/jobs/{id}/stop/",
        "NEWEST_EDITION, POST /api/jobs/{id}/cancel/"
    })
    void theCallThatCancelsAJobIsTheDescribedOne(String profile, String call) throws Exception {
        hub.profile(HubProfile.named(profile));
        assertEquals(call, look().schema().orElseThrow().cancel().orElseThrow().toString());
    }

    @Test
    void whereTwoCallsMayCancelAJobNoneIsIt() throws Exception {
        hub.profile(HubProfile.CANCEL_IS_ONE_OF_TWO);
        HubSchema schema = look().schema().orElseThrow();
        assertEquals(Optional.empty(), schema.cancel());
        assertEquals(
                List.of("POST /api/jobs/{id}/abort/", "POST /api/jobs/{id}/stop/"),
                schema.cancels().stream().map(JobCall::toString).toList());
    }

    @Test
    void aHubWithoutADescriptionIsAskedEightTimesAtMostAndAlwaysWithTheKey() throws Exception {
        SchemaSearch.Found found = look();
        assertEquals(new SchemaSearch.Found(Optional.empty(), true), found);
        assertTrue(
                hub.requestCount() <= SchemaSearch.MOST_REQUESTS,
                () -> hub.requests().toString());
        assertTrue(hub.requests().stream().allMatch(request -> request.status() != 401));
    }

    @Test
    void aDescriptionAtTheFirstAddressCostsOneRequest() throws Exception {
        hub.profile(HubProfile.SCHEMA);
        look();
        assertEquals(1, hub.requestCount());
    }

    @Test
    void aKeyThatMayNotReadItIsNoProofThatThereIsNone() throws Exception {
        hub.faults().always(FaultPoint.SCHEMA, Fault.detail(403, "No."));
        assertFalse(look().isCertain());
    }

    @Test
    void anEndlessDescriptionIsGivenUpAndTheNextAddressAsked() throws Exception {
        hub.profile(HubProfile.SWAGGER_JSON);
        hub.faults().next(FaultPoint.SCHEMA, Fault.hugeBody(100L * 1024 * 1024));
        assertEquals("swagger.json", look().schema().orElseThrow().address());
        assertTrue(hub.bytesSent() < 32L * 1024 * 1024, "read on");
    }

    @Test
    void aBaseOfMillionsOfSlashesCostsNoTime() throws Exception {
        String odd =
                "{\"swagger\": \"2.0\", \"basePath\": \"" + "/".repeat(4_000_000) + "x\", \"paths\": {\"/jobs/\": {}}}";
        hub.faults().always(FaultPoint.SCHEMA, Fault.status(200, odd, "application/json"));
        assertTimeout(Duration.ofSeconds(30), this::look);
    }
}
