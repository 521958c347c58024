package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.hub.error.HubException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ngenea wait}. */
@Command(
        name = "wait",
        description = "Waits for a job to end and exits with its result.",
        mixinStandardHelpOptions = true)
final class WaitCommand extends HubCommand {
    @Mixin
    private FollowOptions follow;

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
        try (HubSession session = HubSession.open(hub, follow.patience(true))) {
            try {
                // a job that is not there is a mistake in the argument, not a job that got lost
                session.client().job(id);
            } catch (HubException e) {
                if (!e.mayHeal() && !e.mayBeGateways()) {
                    throw e;
                }
            }
            return new RunCommand(
                            session, output, follow, StateDirectory.of(System.getenv()), failed, lists.separator())
                    .follow(id);
        }
    }
}
