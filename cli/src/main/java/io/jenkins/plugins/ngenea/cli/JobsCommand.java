package io.jenkins.plugins.ngenea.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.JobPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ngenea jobs}. */
@Command(
        name = "jobs",
        description = "Lists the jobs of the Hub, one page at a time and in the Hub's order, with statistics.",
        mixinStandardHelpOptions = true)
final class JobsCommand extends HubCommand {
    @Option(names = "--page", paramLabel = "N", defaultValue = "1", description = "Page number, starting at 1.")
    private int page;

    @Option(
            names = "--page-size",
            paramLabel = "N",
            defaultValue = "20",
            description = "Jobs per page, 20 to 100 (default: ${DEFAULT-VALUE}).")
    private int pageSize;

    @Override
    public Integer call() throws UsageException, HubException, InterruptedException {
        if (page < 1 || pageSize < 1) {
            throw new UsageException("--page and --page-size must be at least 1.");
        }
        try (HubSession session = HubSession.open(hub)) {
            JobPage jobs = session.client().jobsWithoutPaths(page, pageSize);
            if (output.isJson()) {
                output.result(json(jobs, session.url()));
            } else {
                show(jobs);
            }
            return ExitCode.SUCCESS;
        }
    }

    private ObjectNode json(JobPage jobs, HubUrl url) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("count", jobs.total());
        json.put("page", page);
        json.put("last", jobs.last());
        ArrayNode results = json.putArray("results");
        jobs.jobs().forEach(job -> results.add(RunResult.of(job, url)));
        ObjectNode stats = json.putObject("stats");
        jobs.stats().forEach((kind, counts) -> {
            ObjectNode values = stats.putObject(kind);
            counts.forEach(values::put);
        });
        return json;
    }

    private void show(JobPage jobs) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("JOB", "STATE", "WORKFLOW", "SITE"));
        for (Job job : jobs.jobs()) {
            rows.add(List.of(job.id(), job.stateName(), job.workflow(), job.site()));
        }
        output.table(rows);
        output.result("");
        output.result(jobs.total()
                + (jobs.total() == 1 ? " job" : " jobs")
                + (jobs.last() ? "" : "; more with --page " + (page + 1)));
        jobs.stats().forEach((kind, counts) -> {
            if (!counts.isEmpty()) {
                output.result("by " + kind + ": " + text(counts));
            }
        });
    }

    private static String text(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }
}
