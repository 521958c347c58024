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
import java.util.List;
import java.util.stream.IntStream;
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

    /** Sweeps for these jobs, and returns how many of them were seen. */
    private int sweep(List<String> ids) throws Exception {
        List<String> found = new ArrayList<>();
        rig.hub.clearRequests();
        list.sweep(
                ids,
                JobList.FEW,
                jobs -> jobs.stream().map(Job::id).filter(ids::contains).forEach(found::add));
        return found.size();
    }

    private static List<String> strangers(int count) {
        return IntStream.range(9000, 9000 + count).mapToObj(Integer::toString).toList();
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
    void aListWithTheOldestFirstIsReadFromItsEnd() throws Exception {
        rig.hub.profile(HubProfile.OLDEST_FIRST);
        submit(250);
        assertEquals(40, sweep(submit(40)));
        assertEquals(List.of("1", "3"), pagesAskedFor());
        assertEquals(40, sweep(submit(40)), "of which half are on a page that was not there before");
        assertEquals(List.of("1", "4", "3"), pagesAskedFor());
    }

    @Test
    void aListWithTheOldestFirstEndsBeforeThePageThatWasSeen() throws Exception {
        rig.hub.profile(HubProfile.OLDEST_FIRST);
        submit(250);
        assertEquals(0, sweep(strangers(20)));
        assertEquals(List.of("1", "3", "2"), pagesAskedFor());
    }

    @Test
    void jobsThatMovedOnAreLookedForOnTheNextPages() throws Exception {
        List<String> ours = submit(10);
        submit(250);
        assertEquals(10, sweep(ours));
        assertEquals(List.of("1", "2", "3"), pagesAskedFor());
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
    void aHubThatAlwaysGivesItsFirstPageIsAskedForOneMoreAtMost() throws Exception {
        rig.hub.profile(HubProfile.PAGE_IGNORED);
        List<String> ours = submit(300);
        assertEquals(100, sweep(ours));
        assertEquals(100, sweep(ours));
        assertEquals(List.of("1", "2"), pagesAskedFor());
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
        submit(250);
        rig.hub.clearRequests();
        list.sweep(
                strangers(20),
                JobList.FEW,
                jobs -> rig.hub.faults().always(FaultPoint.JOBS, Fault.detail(404, "Invalid page.")));
        assertEquals(List.of("1", "2"), pagesAskedFor());
        assertTrue(list.isWorthwhile(10, rig.time.now()));
    }

    @Test
    void aListThatShowsNothingOfOursTwiceIsLeftAloneForTenMinutes() throws Exception {
        submit(50);
        sweep(strangers(4));
        assertTrue(list.isWorthwhile(4, rig.time.now()));
        sweep(strangers(4));
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
