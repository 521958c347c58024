package io.jenkins.plugins.ngenea.report;

import hudson.Functions;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Failure;
import hudson.model.Item;
import hudson.model.ParameterDefinition;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Run;
import hudson.model.StringParameterValue;
import hudson.model.TextParameterValue;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import io.jenkins.plugins.ngenea.paths.PathListReader;
import io.jenkins.plugins.ngenea.paths.Separator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import jenkins.model.ParameterizedJobMixIn;
import jenkins.model.ParameterizedJobMixIn.ParameterizedJob;
import jenkins.util.VirtualFile;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.verb.POST;

/**
 * Runs a build again with the paths that failed in its Hub job: with the parameters it had, but for the one with the paths.
 * Offered only where nothing is left to guess: the build has one Hub job, its paths are the lines of one parameter, and a
 * list of lines among its artifacts has all that failed.
 */
public final class RunAgain {
    /** Longest list in bytes. A parameter is in build.xml and on pages: what is longer is run from a file. */
    private static final long LONGEST = 1 << 20;

    private static final int DEFAULT_QUIET_PERIOD = -1;

    private final Run<?, ?> build;
    private final ReportedJob job;

    private RunAgain(Run<?, ?> build, ReportedJob job) {
        this.build = build;
        this.job = job;
    }

    /** Empty if it cannot be done, or this user may not. */
    static Optional<RunAgain> of(Run<?, ?> build, Collection<ReportedJob> jobs) {
        if (build == null || build.isBuilding() || jobs.size() != 1) {
            return Optional.empty();
        }
        ReportedJob job = jobs.iterator().next();
        boolean isKnown = !job.start().pathsParameter().isEmpty() && job.getFailedPaths() > 0;
        boolean isRunnable = build.getParent() instanceof ParameterizedJob<?, ?> project && project.isBuildable();
        return isKnown
                        && isRunnable
                        && !hasSecrets(build)
                        && build.getParent().hasPermission(Item.BUILD)
                        && maySeeArtifacts(build)
                ? Optional.of(new RunAgain(build, job))
                : Optional.empty();
    }

    /** Parameters that this user may not know. */
    private static boolean hasSecrets(Run<?, ?> build) {
        return build.getActions(ParametersAction.class).stream()
                .flatMap(parameters -> parameters.getParameters().stream())
                .anyMatch(ParameterValue::isSensitive);
    }

    private static boolean maySeeArtifacts(Run<?, ?> build) {
        return !Functions.isArtifactsPermissionEnabled() || build.hasPermission(Run.ARTIFACTS);
    }

    /** For the text of the link. */
    public long getPaths() {
        return job.getFailedPaths();
    }

    /** Puts the new build into the queue. {@link #of} has checked the permissions of whoever asks. */
    @POST
    public HttpResponse doIndex() throws IOException, InterruptedException {
        ParametersAction parameters = build.getAction(ParametersAction.class);
        ParameterValue before =
                parameters == null ? null : parameters.getParameter(job.start().pathsParameter());
        if (!(before instanceof StringParameterValue)) {
            throw new Failure(Messages.RunAgain_NoParameter(
                    build.getDisplayName(), job.start().pathsParameter(), job.getFailedPathsList()));
        }
        List<String> paths = failedPaths();
        StringParameterValue after = with(paths, before);
        check(String.valueOf(before.getValue()), paths, after);
        boolean queued = ParameterizedJobMixIn.scheduleBuild2(
                        build.getParent(),
                        DEFAULT_QUIET_PERIOD,
                        new CauseAction(
                                new Cause.UserIdCause(), new FailedPathsCause(build.getNumber(), job.getFailedPaths())),
                        parameters.createUpdated(List.of(after)))
                != null;
        if (!queued) {
            throw new Failure(Messages.RunAgain_NotQueued(build.getParent().getFullDisplayName()));
        }
        return HttpResponses.redirectViaContextPath(build.getParent().getUrl());
    }

    /**
     * The paths are the Hub's words, and become a parameter of a script: they must be among those that the build was run
     * with, and the job must accept them.
     */
    private void check(String before, List<String> paths, StringParameterValue after) {
        List<String> given = before.lines().toList();
        paths.stream().filter(path -> !isOf(given, path)).findFirst().ifPresent(path -> {
            throw new Failure(Messages.RunAgain_NotOfBuild(RemoteText.name(path), job.getId(), job.getUrl()));
        });
        ParametersDefinitionProperty defined = build.getParent().getProperty(ParametersDefinitionProperty.class);
        ParameterDefinition definition = defined == null
                ? null
                : defined.getParameterDefinition(job.start().pathsParameter());
        if (definition == null || !definition.isValid(after)) {
            throw new Failure(Messages.RunAgain_NotAccepted(
                    build.getParent().getFullDisplayName(), job.start().pathsParameter(), job.getFailedPathsList()));
        }
    }

    private static boolean isOf(List<String> given, String path) {
        return given.stream()
                .anyMatch(line -> path.equals(line) || path.startsWith(line.endsWith("/") ? line : line + "/"));
    }

    private static StringParameterValue with(List<String> paths, ParameterValue before) {
        String text = String.join("\n", paths);
        return before instanceof TextParameterValue
                ? new TextParameterValue(before.getName(), text, before.getDescription())
                : new StringParameterValue(before.getName(), text, before.getDescription());
    }

    private List<String> failedPaths() throws IOException, InterruptedException {
        VirtualFile list = build.getArtifactManager().root().child(job.getFailedPathsList());
        if (!list.isFile()) {
            throw new Failure(Messages.RunAgain_NoList(
                    job.getFailedPathsList(), build.getFullDisplayName(), job.getId(), job.getUrl()));
        }
        if (list.length() > LONGEST) {
            throw new Failure(Messages.RunAgain_TooMany(job.getFailedPaths(), job.getFailedPathsList()));
        }
        List<String> paths = new ArrayList<>();
        try (PathListReader reader = new PathListReader(list.open(), job.getFailedPathsList(), Separator.LINE_END)) {
            for (String path = reader.next(); path != null; path = reader.next()) {
                paths.add(path);
            }
        }
        if (paths.size() != job.getFailedPaths()) {
            throw new Failure(
                    Messages.RunAgain_WrongList(job.getFailedPathsList(), paths.size(), job.getFailedPaths()));
        }
        return paths;
    }
}
