package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.SanitizedException;
import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a person sees when a command cannot do its work: one line on standard error, and an exit code. */
final class Problems {
    private Problems() {}

    static int wrongUsage(ParameterException problem, String[] args) {
        PrintStream err = System.err;
        err.println("ngenea: " + problem.getMessage());
        CommandLine command = problem.getCommandLine();
        UnmatchedArgumentException.printSuggestions(problem, new java.io.PrintWriter(err, true));
        if (command.getParent() == null && args.length == 0) {
            command.usage(err);
        } else {
            err.println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        return ExitCode.USAGE;
    }

    static int failed(Exception problem, CommandLine command, ParseResult parsed) {
        if (problem instanceof UsageException) {
            return complain(problem.getMessage(), ExitCode.USAGE);
        }
        if (problem instanceof HubException) {
            return complain(problem.getMessage(), ExitCode.of((HubException) problem));
        }
        if (problem instanceof InterruptedException) {
            return ExitCode.INTERRUPTED;
        }
        SanitizedException.of(problem).printStackTrace(System.err);
        return complain("internal error in ngenea. Please report the lines above.", ExitCode.BROKEN);
    }

    static int complain(String text, int code) {
        System.err.println("ngenea: " + text);
        return code;
    }
}
