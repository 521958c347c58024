package io.jenkins.plugins.ngenea.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ngenea.hub.model.FileCounts;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of the table of Hub jobs for its script. A thousand are to stay small, so a row is an array, and what many rows have
 * in common is there once:
 *
 * <pre>
 * {version, live, counts: [one for each JobStatus], links: [], works: [], prefix, jobs: [[
 *   index, id, link, work, status, state, done, failed, total, path, more paths, duration in ms, contact lost since,
 *   failed paths, their artifact, message], ...]}
 * </pre>
 *
 * The address of a job is its link and its id; its first path is the prefix and its path. What is 0 or empty at the end of
 * a row is left out.
 */
final class JobsData {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int LONGEST_PATH = 100;
    private static final int LONGEST_MESSAGE = 200;

    private final List<KnownJobs.Place> places;
    private final Map<String, Integer> links = new LinkedHashMap<>();
    private final Map<String, Integer> works = new LinkedHashMap<>();
    private final String prefix;

    JobsData(List<KnownJobs.Place> places) {
        this.places = places;
        this.prefix = commonFolder(
                places.stream().map(place -> place.job().request().firstPath()).toList());
    }

    String json(String version, boolean live, JobsSummary summary) {
        ArrayNode rows = JSON.arrayNode();
        places.forEach(place -> rows.add(row(place)));
        ObjectNode data = JSON.objectNode();
        data.put("version", version);
        data.put("live", live);
        ArrayNode counts = data.putArray("counts");
        for (JobStatus status : JobStatus.values()) {
            counts.add(summary.count(status));
        }
        links.keySet().forEach(data.putArray("links")::add);
        works.keySet().forEach(data.putArray("works")::add);
        data.put("prefix", prefix);
        data.set("jobs", rows);
        return data.toString();
    }

    private ArrayNode row(KnownJobs.Place place) {
        ReportedJob job = place.job();
        FileCounts files = job.getFiles();
        Date lost = job.getLostSince();
        ArrayNode row = JSON.arrayNode();
        row.add(place.index());
        row.add(job.getId());
        row.add(index(links, link(job)));
        row.add(index(works, job.getWork()));
        row.add(job.getStatus().ordinal());
        row.add(job.getState());
        row.add(files.done());
        row.add(files.failed());
        row.add(files.total());
        row.add(RemoteText.clean(job.request().firstPath().substring(prefixOf(job)), LONGEST_PATH));
        row.add(Math.max(0, job.request().paths() - 1));
        row.add(job.getDurationMillis());
        row.add(lost == null ? 0 : lost.getTime());
        row.add(job.getFailedPaths());
        row.add(job.getFailedPathsList());
        row.add(RemoteText.clean(job.getEnd().message(), LONGEST_MESSAGE));
        while (isNothing(row.get(row.size() - 1).asText())) {
            row.remove(row.size() - 1);
        }
        return row;
    }

    private static boolean isNothing(String last) {
        return last.isEmpty() || last.equals("0");
    }

    private int prefixOf(ReportedJob job) {
        return job.request().firstPath().isEmpty() ? 0 : prefix.length();
    }

    /** Empty if the address of a job does not end with its id. */
    private static String link(ReportedJob job) {
        String url = job.getUrl();
        return url.endsWith("/" + job.getId())
                ? url.substring(0, url.length() - job.getId().length())
                : "";
    }

    private static int index(Map<String, Integer> table, String text) {
        Integer known = table.putIfAbsent(text, table.size());
        return known == null ? table.size() - 1 : known;
    }

    /** What all begin with, up to a slash; those that are empty do not count. */
    private static String commonFolder(Collection<String> paths) {
        String common = null;
        for (String path : paths) {
            if (path.isEmpty()) {
                continue;
            }
            int length = common == null ? path.length() : Math.min(common.length(), path.length());
            int same = 0;
            while (same < length && (common == null || common.charAt(same) == path.charAt(same))) {
                same++;
            }
            common = path.substring(0, same);
        }
        return common == null ? "" : common.substring(0, common.lastIndexOf('/') + 1);
    }
}
