package io.jenkins.plugins.ngenea.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ngenea.hub.model.FileCounts;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of the table of Hub jobs for its script. A thousand are to stay small, so a row says only in what it differs from the
 * one above. The first line is JSON, each other line is a row with a tab between its cells:
 *
 * <pre>
 * {version, live, counts: [one for each JobStatus], words: []}
 * id, path, tenths of a second, total, done, failed, more paths, status, state, work, link, rows further down the table,
 *   contact lost since, failed paths, their artifact, message
 * </pre>
 *
 * A cell is a character that says how many characters it has in common with the one above, counted from {@code 0}, and the
 * rest; it is empty if it is the one above. Tabs at the end of a row are left out. State, work and link are places among the
 * words. The address of a job is its link and its id. What is done is empty if that is the total; how long it took, as long as
 * it is followed.
 */
final class JobsData {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int LONGEST_MESSAGE = 200;

    private final List<KnownJobs.Place> places;
    private final Map<String, Integer> words = new LinkedHashMap<>();

    JobsData(List<KnownJobs.Place> places) {
        this.places = places;
    }

    String text(String version, boolean live, JobsSummary summary) {
        StringBuilder rows = new StringBuilder();
        List<String> above = null;
        int before = -1;
        for (KnownJobs.Place place : places) {
            List<String> cells = cells(place.job(), place.index() - before);
            rows.append('\n').append(row(cells, above));
            above = cells;
            before = place.index();
        }
        ObjectNode head = JSON.objectNode();
        head.put("version", version);
        head.put("live", live);
        ArrayNode counts = head.putArray("counts");
        for (JobStatus status : JobStatus.values()) {
            counts.add(summary.count(status));
        }
        words.keySet().forEach(head.putArray("words")::add);
        return head + rows.toString();
    }

    /** Those that differ in most rows come first. */
    private List<String> cells(ReportedJob job, int further) {
        FileCounts files = job.getFiles();
        Date lost = job.getLostSince();
        return List.of(
                job.getId(),
                job.request().firstPath(),
                job.isFollowed() ? "" : String.valueOf(job.getDurationMillis() / 100),
                String.valueOf(files.total()),
                files.done() == files.total() ? "" : String.valueOf(files.done()),
                String.valueOf(files.failed()),
                String.valueOf(Math.max(0, job.request().paths() - 1)),
                String.valueOf(job.getStatus().ordinal()),
                word(job.getState()),
                word(job.getWork()),
                word(link(job)),
                String.valueOf(further),
                String.valueOf(lost == null ? 0 : lost.getTime()),
                String.valueOf(job.getFailedPaths()),
                job.getFailedPathsList(),
                RemoteText.clean(job.getEnd().message(), LONGEST_MESSAGE));
    }

    private static String row(List<String> cells, List<String> above) {
        StringBuilder row = new StringBuilder();
        int end = 0;
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            String known = above == null ? "" : above.get(i);
            row.append(i == 0 ? "" : "\t");
            if (!cell.equals(known)) {
                int common = common(cell, known);
                row.append((char) ('0' + common)).append(cell, common, cell.length());
                end = row.length();
            }
        }
        row.setLength(end);
        return row.toString();
    }

    private static int common(String cell, String known) {
        int most = Math.min(cell.length(), known.length());
        int common = 0;
        while (common < most && cell.charAt(common) == known.charAt(common)) {
            common++;
        }
        // half a character cannot be sent
        return common > 0 && Character.isHighSurrogate(cell.charAt(common - 1)) ? common - 1 : common;
    }

    /** Empty if the address of a job does not end with its id. */
    private static String link(ReportedJob job) {
        String url = job.getUrl();
        return url.endsWith("/" + job.getId())
                ? url.substring(0, url.length() - job.getId().length())
                : "";
    }

    private String word(String text) {
        Integer known = words.putIfAbsent(text, words.size());
        return String.valueOf(known == null ? words.size() - 1 : known);
    }
}
