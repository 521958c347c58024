package io.jenkins.plugins.ngenea.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.JobState;
import io.jenkins.plugins.ngenea.hub.model.TaskFailure;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ngenea status}. */
@Command(
        name = "status",
        description = "Shows the current state of a job and what failed in it. Exits with 0 regardless of the state.",
        mixinStandardHelpOptions = true)
final class StatusCommand extends HubCommand {
    private static final int FAILURES_SHOWN = 100;

    @Mixin
    private ListOptions lists;

    @Mixin
    private FailedPaths failed;

    @Parameters(paramLabel = "JOB", description = "Id of the job.")
    private String job;

    @Override
    public Integer call() throws UsageException, HubException, InterruptedException {
        String id = JobId.of(job);
        lists.check(failed);
        failed.prepare(output, Optional.empty());
        try (HubSession session = HubSession.open(hub)) {
            HubClient client = session.client();
            Job shown = client.job(id);
            boolean bad = shown.state().category() == JobState.Category.ENDED_BADLY;
            List<TaskFailure> failures = bad ? client.failures(id, FAILURES_SHOWN) : List.of();
            if (output.isJson()) {
                ObjectNode json = RunResult.of(shown, session.url());
                RunResult.failures(json, failures);
                output.result(json);
            } else if (!failed.isStandardOutput()) {
                show(shown, failures, session.url());
            }
            return failed.isWanted() && !isWritten(shown, session) ? ExitCode.UNREACHABLE : ExitCode.SUCCESS;
        }
    }

    private boolean isWritten(Job shown, HubSession session) throws InterruptedException {
        if (!shown.state().isEnd()) {
            failed.explainWhyNot(output);
            return false;
        }
        if (shown.state().category() == JobState.Category.ENDED_WELL) {
            return failed.writeNone(output);
        }
        return failed.write(session, shown, lists.separator(), output);
    }

    private void show(Job shown, List<TaskFailure> failures, HubUrl url) {
        output.result("job       " + shown.id());
        output.result("state     " + shown.stateName());
        show("workflow  ", shown.workflow());
        show("site      ", shown.site());
        show("owner     ", shown.owner());
        shown.counts().forEach((name, count) -> output.result(name + "  " + count));
        TaskFailure.lines(failures).forEach(line -> output.result("failed    " + line));
        output.result("link      " + url.jobPage(shown.id()));
    }

    private void show(String label, String value) {
        if (!value.isEmpty()) {
            output.result(label + value);
        }
    }
}
