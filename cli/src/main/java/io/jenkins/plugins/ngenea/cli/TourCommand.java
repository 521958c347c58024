package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.emulator.JobPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;

/**
 * {@code ngenea tour}: what users rely on, shown in about a minute against an emulated Hub in this process. Each stop runs
 * the command as a user would type it.
 */
@Command(
        name = "tour",
        description = "Shows in about a minute, against an emulated Hub, what happens to jobs when things go wrong.",
        mixinStandardHelpOptions = true)
final class TourCommand implements Callable<Integer> {
    private static final Duration PENDING = Duration.ofSeconds(1);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
    private static final int ASKED_TWICE = 2;
    private static final long OUTAGE_SECONDS = 4;
    private static final String SUBMIT = "submit --workflow migrate --site dfoster1 --discovery none --wait ";

    private HubEmulator hub;
    private OwnProcess.Starter ngenea;
    private Path folder;
    private int stop;

    @Override
    public Integer call() throws UsageException, InterruptedException, IOException {
        folder = Files.createTempDirectory("ngenea-tour");
        try (HubEmulator emulator = EmulatedHub.start(HubProfile.PATHS_IN_TASKS, 0)) {
            hub = emulator;
            ngenea = new OwnProcess.Starter(folder, hub.url(), EmulatedHub.KEY);
            success();
            failure();
            outage();
            kill();
            interrupt();
            check();
        } finally {
            DemoCommand.delete(folder);
        }
        say("");
        say("That was the tour. 'ngenea emulator' is a Hub to try things on.");
        return ExitCode.SUCCESS;
    }

    private void success() throws IOException, InterruptedException {
        stop("A job runs to its end", "The exit code says how the Hub job ended, so a script can go on or stop.");
        runsFor(6);
        exits(ExitCode.SUCCESS, run(SUBMIT + "/mmfs1/data/sample_data.tgz"));
    }

    private void failure() throws IOException, InterruptedException {
        stop(
                "Three of 2,000 files fail, and are run again",
                "All failed paths go to a file, byte for byte. The second job moves three files, not 2,000.");
        List<String> paths = IntStream.range(0, 2_000)
                .mapToObj(i -> "/mmfs1/data/" + (i % 700 == 99 ? "fail-" : "") + i + ".tgz")
                .toList();
        Files.write(folder.resolve("all.txt"), paths);
        // without a plan the words in the paths decide
        hub.defaultTimes(PENDING, Duration.ofSeconds(2));
        exits(ExitCode.JOB_FAILED, run(SUBMIT + "--paths-from all.txt --failed-paths-to failed.txt"));
        say("$ cat failed.txt");
        Files.readAllLines(folder.resolve("failed.txt")).forEach(TourCommand::say);
        hub.planNext(JobPlan.lasting(PENDING, Duration.ofSeconds(1)).endingIn("SUCCESS"));
        exits(ExitCode.SUCCESS, run(SUBMIT + "--paths-from failed.txt --failed-paths-to failed.txt"));
    }

    private void outage() throws IOException, InterruptedException {
        stop("The Hub goes away and comes back", "The job runs on in the Hub, so nothing is lost and nothing is repeated.");
        runsFor(8);
        OwnProcess process = start(SUBMIT + "/mmfs1/data/nightly");
        untilFollowed();
        hub.goDown();
        TimeUnit.SECONDS.sleep(OUTAGE_SECONDS);
        hub.comeBack();
        exits(ExitCode.SUCCESS, process.exitCode());
    }

    private void kill() throws IOException, InterruptedException {
        stop(
                "The process is killed in the middle",
                "Its record is on disk. The next command says which job to wait for, and submits nothing again.");
        int before = hub.jobs().size();
        runsFor(8);
        OwnProcess process = start(SUBMIT + "/mmfs1/data/projects");
        untilFollowed();
        process.kill();
        say("Killed.");
        exits(ExitCode.SUCCESS, run("wait " + hub.lastJob().id()));
        say("Jobs that the Hub got: " + (hub.jobs().size() - before));
    }

    private void interrupt() throws IOException, InterruptedException {
        stop("Somebody interrupts", "The Hub job is cancelled, and the command waits until the Hub has confirmed it.");
        plan(JobPlan.held());
        OwnProcess process = start(SUBMIT + "/mmfs1/scratch");
        untilFollowed();
        process.terminate();
        say("Exit code " + process.exitCode() + ". State of the job in the Hub: "
                + hub.lastJob().state());
    }

    private void check() throws IOException, InterruptedException {
        stop(
                "Does this Hub fit?",
                "What the product needs, and what this Hub shows of it. No key, path, user or host is in it.");
        exits(ExitCode.SUCCESS, run("check"));
    }

    private void stop(String title, String why) {
        say("");
        say("== " + ++stop + ". " + title);
        say("   " + why);
    }

    private void runsFor(int seconds) {
        plan(JobPlan.lasting(PENDING, Duration.ofSeconds(seconds)));
    }

    private void plan(JobPlan next) {
        hub.clearRequests();
        hub.planNext(next);
    }

    /** A job exists, and the command has asked for it. */
    private void untilFollowed() throws InterruptedException {
        hub.awaitRequests(FaultPoint.JOB, ASKED_TWICE, LONG_ENOUGH);
    }

    private OwnProcess start(String arguments) throws IOException {
        say("$ ngenea " + arguments);
        return ngenea.start(arguments.split(" "));
    }

    private int run(String arguments) throws IOException, InterruptedException {
        return start(arguments).exitCode();
    }

    private static void exits(int expected, int code) {
        if (code != expected) {
            throw new IllegalStateException("the tour expected exit code " + expected + " and not " + code);
        }
        say("Exit code " + code);
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
