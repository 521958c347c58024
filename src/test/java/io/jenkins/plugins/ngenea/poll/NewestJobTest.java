package io.jenkins.plugins.ngenea.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.hub.HubClients;
import java.time.InstantSource;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class NewestJobTest {
    private static final String NEXT = "\"next\":\"https://hub/api/jobs/?page=2\",";

    /** A page of 20, in which 69 and 70, and 60 and 62, stand the other way round. */
    private static final String SWAPPED = IntStream.iterate(70, id -> id - 1)
            .limit(20)
            .map(id -> id == 70 || id == 69 ? 139 - id : id == 62 || id == 60 ? 122 - id : id)
            .mapToObj(id -> "{'id':" + id + "}")
            .collect(Collectors.joining(","));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "without a count, the oldest first, more pages|{NEXT 'results':[{'id':1},{'id':2}]}|``",
                "with a wrong count|{NEXT 'count':2,'results':[{'id':1},{'id':2}]}|``",
                "without a count, the newest first, more pages|{NEXT 'results':[{'id':2},{'id':1}]}|2",
                "without a count, one page|{'next':null,'results':[{'id':1},{'id':2}]}|2",
                "a bare array|[{'id':1},{'id':2}]|2",
                "one of many and no count|{NEXT 'results':[{'id':1}]}|``",
                "nothing, but more pages|{NEXT 'results':[]}|``",
                "submitted at the same moment|{'count':500,NEXT 'results':[%s]}|70",
                "nothing|{'count':0,'next':null,'results':[]}|0",
            })
    void theNewestIsNamedOnlyIfTheListTells(String list, String json, String newest) throws Exception {
        String answer = json.formatted(SWAPPED).replace("'", "\"").replace("NEXT ", NEXT);
        try (HubEmulator hub = HubEmulator.start(HubProfile.DOCUMENTED_ONLY, InstantSource.system(), 0)) {
            hub.faults().next(FaultPoint.JOBS, Fault.status(200, answer, "application/json"));
            assertEquals(newest, NewestJob.of(HubClients.client(hub)), list);
        }
    }
}
