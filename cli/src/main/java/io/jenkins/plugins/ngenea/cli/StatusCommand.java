package io.jenkins.plugins.ngenea.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.HubException;
import io.jenkins.plugins.ngenea.hub.Job;
import io.jenkins.plugins.ngenea.hub.JobState;
import io.jenkins.plugins.ngenea.hub.TaskFailure;
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
    private String job;

    @Override
    public Integer call() throws UsageException, HubException, InterruptedException {
        String id = JobId.of(job);
        try (HubSession session = HubSession.open(hub)) {
            HubClient client = session.client();
            Job shown = client.job(id);
            boolean bad = shown.state().phase() == JobState.Phase.ENDED_BADLY;
            List<TaskFailure> failures = bad ? client.failures(id, FAILURES_SHOWN) : List.of();
            if (output.isJson()) {
                ObjectNode json = RunResult.of(shown, session.url());
                RunResult.failures(json, failures);
                output.result(json);
                return ExitCode.SUCCESS;
            }
            output.result("job       " + shown.id());
            output.result("state     " + shown.stateName());
            show("workflow  ", shown.workflow());
            show("site      ", shown.site());
            show("owner     ", shown.owner());
            shown.counts().forEach((name, count) -> output.result(name + "  " + count));
            failures.forEach(failure -> output.result("failed    " + failure));
            output.result("link      " + session.url().jobPage(shown.id()));
            return ExitCode.SUCCESS;
        }
    }

    private void show(String label, String value) {
        if (!value.isEmpty()) {
            output.result(label + value);
        }
    }
}
