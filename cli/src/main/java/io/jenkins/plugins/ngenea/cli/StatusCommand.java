package io.jenkins.plugins.ngenea.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.JobState;
import io.jenkins.plugins.ngenea.hub.model.TaskFailure;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ngenea status}. */
@Command(
        name = "status",
        description = "Shows a job as it is now, with what failed in it. Exits with 0 whatever its state is.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    private static final int FAILURES_SHOWN = 100;

    @Mixin
    private HubOptions hub;

    @Mixin
    private Output output;

    @Parameters(paramLabel = "JOB", description = "Id of the job.")
    private String id;

    @Override
    public Integer call() throws UsageException, HubException, InterruptedException {
        try (HubSession session = HubSession.open(hub)) {
            HubClient client = session.client();
            Job job = client.job(id);
            boolean bad = job.state().category() == JobState.Category.ENDED_BADLY;
            List<TaskFailure> failures = bad ? client.failures(id, FAILURES_SHOWN) : List.of();
            if (output.isJson()) {
                ObjectNode json = RunResult.of(job, session.url());
                RunResult.failures(json, failures);
                output.result(json);
                return ExitCode.SUCCESS;
            }
            output.result("job       " + job.id());
            output.result("state     " + job.stateName());
            show("workflow  ", job.workflow());
            show("site      ", job.site());
            show("owner     ", job.owner());
            job.counts().forEach((name, count) -> output.result(name + "  " + count));
            failures.forEach(failure -> output.result("failed    " + failure));
            output.result("link      " + session.url().jobPage(job.id()));
            return ExitCode.SUCCESS;
        }
    }

    private void show(String label, String value) {
        if (!value.isEmpty()) {
            output.result(label + value);
        }
    }
}
