package io.jenkins.plugins.ngenea.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** {@code ngenea completion}. */
@Command(
        name = "completion",
        description = "Prints a completion script for bash and zsh: source <(ngenea completion)",
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        System.out.print(AutoComplete.bash("ngenea", Main.commandLine()));
        System.out.println();
        return ExitCode.SUCCESS;
    }
}
