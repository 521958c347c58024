package io.jenkins.plugins.ngenea.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.engine.Rig;
import io.jenkins.plugins.ngenea.hub.HubClients;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of the Hub's list in one sweep, on Hubs that order and page it differently. */
@Timeout(120)
class JobListTest {
    @TempDir
    Path directory;

    private Rig rig;
    private JobList list;
    private final Map<String, Integer> seen = new TreeMap<>();

    @BeforeEach
    void start() {
        rig = new Rig(directory);
        rig.hub.holdJobs();
        list = new JobList(rig.connection.client(), rig.time);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private List<String> submit(int jobs) throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            ids.add(rig.connection.client().submit(WorkflowBody.of(HubClients.manualsExample())));
        }
        return ids;
    }

    /** Sweeps for these jobs, with the pages they were on last, and returns how many of them were seen. */
    private int sweep(List<String> ids) throws Exception {
        Map<String, Integer> wanted = new HashMap<>();
        ids.forEach(id -> wanted.put(id, seen.getOrDefault(id, 0)));
        List<String> found = new ArrayList<>();
        rig.hub.clearRequests();
        list.sweep(wanted, JobList.FEW, (page, jobs) -> {
            for (Job job : jobs) {
                seen.put(job.id(), page);
                if (wanted.containsKey(job.id())) {
                    found.add(job.id());
                }
            }
        });
        return found.size();
    }

    private List<String> pagesAskedFor() {
        return rig.hub.requests(FaultPoint.JOBS).stream()
                .map(request -> request.query().replaceAll(".*\\bpage=(\\d+).*", "$1"))
                .toList();
    }

    @Test
    void newJobsAreLookedForOnTheFirstPage() throws Exception {
        submit(250);
        assertEquals(40, sweep(submit(40)));
        assertEquals(List.of("1"), pagesAskedFor());
    }

    @Test
    void aListWithTheOldestFirstIsReadFromItsEndOnceThatIsLearned() throws Exception {
        rig.hub.profile(HubProfile.OLDEST_FIRST);
        submit(250);
        assertEquals(40, sweep(submit(40)));
        assertEquals(List.of("1", "3"), pagesAskedFor());
        assertEquals(40, sweep(submit(40)), "of which half are on a page that was not there before");
        assertEquals(List.of("3", "4"), pagesAskedFor());
        assertEquals(5, sweep(submit(5)));
        assertEquals(List.of("4"), pagesAskedFor());
    }

    @Test
    void jobsAreLookedForWhereTheyWereLast() throws Exception {
        List<String> ours = submit(10);
        submit(250);
        assertEquals(10, sweep(ours), "found by walking through three pages");
        assertEquals(10, sweep(ours));
        assertEquals(List.of("3"), pagesAskedFor());
    }

    @Test
    void jobsThatMovedOnAreLookedForOnTheNextPage() throws Exception {
        List<String> ours = submit(20);
        submit(70);
        assertEquals(20, sweep(ours));
        submit(20);
        assertEquals(20, sweep(ours));
        assertEquals(List.of("1", "2"), pagesAskedFor());
    }

    @Test
    void aPageWithThreeOfOurJobsIsNotWorthARequest() throws Exception {
        List<String> ours = submit(3);
        submit(99);
        List<String> newer = submit(10);
        List<String> all = new ArrayList<>(ours);
        all.addAll(newer);
        assertEquals(10, sweep(all));
        assertEquals(List.of("1"), pagesAskedFor());
    }

    @Test
    void aSweepNeverCostsMoreThanHalfOfWhatSingleRequestsWould() throws Exception {
        List<String> ours = submit(8);
        submit(900);
        assertEquals(0, sweep(ours));
        assertEquals(4, pagesAskedFor().size());
    }

    @Test
    void pagesThatAreSmallerThanAskedForAreLearned() throws Exception {
        rig.hub.profile(HubProfile.PAGE_SIZE_IGNORED);
        List<String> ours = submit(100);
        assertEquals(100, sweep(ours));
        assertEquals(5, pagesAskedFor().size());
        submit(20);
        assertEquals(100, sweep(ours));
        assertTrue(pagesAskedFor().size() <= 6, pagesAskedFor() + " for jobs that all moved by one page");
    }

    @Test
    void aHubThatAlwaysGivesItsFirstPageIsAskedForItOnly() throws Exception {
        rig.hub.profile(HubProfile.PAGE_IGNORED);
        List<String> ours = submit(300);
        assertEquals(100, sweep(ours));
        assertEquals(100, sweep(ours));
        assertEquals(List.of("1"), pagesAskedFor());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNORDERED", "UUID_IDS", "STRING_IDS", "BARE_JOB_ARRAY"})
    void aListOfAFewPagesIsReadWhateverItsOrder(String profile) throws Exception {
        rig.hub.profile(HubProfile.named(profile));
        List<String> ours = submit(250);
        assertEquals(250, sweep(ours));
        assertEquals(250, sweep(ours));
        assertTrue(pagesAskedFor().size() <= 3, pagesAskedFor().toString());
    }

    @Test
    void aPageThatIsGoneIsTheEndOfTheList() throws Exception {
        submit(150);
        List<String> ours = submit(10);
        submit(140);
        assertEquals(10, sweep(ours));
        seen.replaceAll((id, page) -> 5);
        sweep(ours);
        assertTrue(list.isWorthwhile(10, rig.time.now()));
        assertEquals("5", pagesAskedFor().get(0));
    }

    @Test
    void aListThatShowsNothingOfOursTwiceIsLeftAloneForTenMinutes() throws Exception {
        submit(50);
        List<String> strangers = List.of("9001", "9002", "9003", "9004");
        sweep(strangers);
        assertTrue(list.isWorthwhile(4, rig.time.now()));
        sweep(strangers);
        assertEquals(false, list.isWorthwhile(4, rig.time.now().plus(Duration.ofMinutes(9))));
        assertEquals(true, list.isWorthwhile(4, rig.time.now().plus(Duration.ofMinutes(10))));
    }

    @Test
    void aRefusedListIsLeftAloneForTenMinutes() throws Exception {
        rig.hub.faults().always(FaultPoint.JOBS, Fault.detail(403, "no lists"));
        assertEquals(0, sweep(submit(5)));
        assertEquals(false, list.isWorthwhile(1000, rig.time.now().plus(Duration.ofMinutes(9))));
    }
}
