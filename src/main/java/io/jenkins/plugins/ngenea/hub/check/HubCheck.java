package io.jenkins.plugins.ngenea.hub.check;

import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubInvalidAnswerException;
import io.jenkins.plugins.ngenea.hub.error.HubUnauthorizedException;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.JobState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks a Hub, with calls that only read, for each thing that the plugin needs. At most {@value #MOST_REQUESTS} requests and
 * those for the Hub's description, one after the other; none is begun after two minutes, and the description is looked for
 * for at most 30 s. A call that is missing or refused is a row of the report. For one check.
 */
public final class HubCheck {
    static final int MOST_REQUESTS = 9;

    /** Between the smallest page and the largest (documented for other lists): whether it is heeded can be seen. */
    static final int PAGE_SIZE = 25;

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration LONGEST_SEARCH = Duration.ofSeconds(30);
    private static final String LIST = "jobs/?page_size=" + PAGE_SIZE + "&page=";

    private final HubClient client;
    private final InstantSource clock;
    private final Instant end;
    private final Duration longestSearch;

    public HubCheck(HubClient client, InstantSource clock) {
        this(client, clock, LONGEST_SEARCH);
    }

    /** @param longestSearch for the Hub's description */
    HubCheck(HubClient client, InstantSource clock, Duration longestSearch) {
        this.client = client;
        this.clock = clock;
        this.end = clock.instant().plus(LONGEST);
        this.longestSearch = longestSearch;
    }

    /** Blocks until all is looked at. */
    public CheckReport run() throws InterruptedException {
        Look list = look(LIST + 1);
        List<CheckRow> rows = new ArrayList<>();
        boolean refused = list.why() != null && list.finding(Finding.SEEN) != Finding.CONTRADICTED;
        if (refused || list.why() instanceof HubInvalidAnswerException) {
            boolean isKey = list.why() instanceof HubUnauthorizedException;
            rows.add(CheckRow.needed(isKey ? "the key is accepted" : "the Hub answers")
                    .contradicted(list.sentence(), "A run fails before anything is sent."));
            return new CheckReport(rows, Optional.of(list.why()));
        }
        rows.add(CheckRow.needed("the key is accepted").seen("The Hub answers to it.", "It may still not submit."));
        SchemaRows schema = schema();
        rows.addAll(schema.submit());
        rows.addAll(new ListRows(list, isMore(list) ? look(LIST + 2) : Look.NOT_MADE).rows());
        String id = sample(list);
        Look job = id == null ? Look.NOT_MADE : look("jobs/" + HubUrl.segment(id) + "/");
        rows.addAll(new JobRows(id, job, list, schema.states()).rows());
        rows.addAll(schema.cancel());
        Look tasks = id == null ? Look.NOT_MADE : look("tasks/?job=" + HubUrl.segment(id) + "&page=1&page_size=20");
        String task = TaskRows.withPathsElsewhere(tasks);
        Look files =
                task == null ? Look.NOT_MADE : look("tasks/" + HubUrl.segment(task) + "/files/?page=1&page_size=20");
        rows.addAll(new TaskRows(id, tasks, task, files).rows());
        rows.addAll(new OfferRows(look("workflows/?page=1&page_size=20"), look("sites/?page=1&page_size=20")).rows());
        rows.addAll(OfferRows.health(look("health"), look("alerts/")));
        rows.addAll(schema.description());
        return new CheckReport(rows, Optional.empty());
    }

    private Look look(String below) throws InterruptedException {
        if (clock.instant().isAfter(end)) {
            return Look.NOT_MADE;
        }
        try {
            return Look.at(client.look(below));
        } catch (HubException e) {
            return Look.failed(e);
        }
    }

    private SchemaRows schema() throws InterruptedException {
        try {
            return SchemaRows.of(client.schema(longestSearch));
        } catch (HubException e) {
            return SchemaRows.none(e, longestSearch);
        }
    }

    private static boolean isMore(Look list) {
        return list.items() != null && list.answer().path("next").isTextual();
    }

    /** The job that shows most: one that failed, else one that ended, else any; null if there is none. */
    private static String sample(Look list) {
        String best = null;
        int most = 0;
        for (Job job : list.jobs()) {
            int shows = job.state().category() == JobState.Category.ENDED_BADLY
                    ? 3
                    : job.state().isEnd() ? 2 : 1;
            if (shows > most) {
                most = shows;
                best = job.id();
            }
        }
        return best;
    }
}
