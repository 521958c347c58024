package io.jenkins.plugins.ngenea.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command with its subcommands. */
@Command(
        name = "ngenea",
        description = "Runs workflows on an Ngenea Hub and waits for their jobs.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "The key comes from NGENEA_API_KEY or from a file that only you can read",
            "(--key-file), never from an argument; the URL of the Hub from --hub or",
            "NGENEA_HUB_URL. HTTPS_PROXY, http_proxy and NO_PROXY are respected.",
            "",
            "Exit codes:",
            "    0  success",
            "    1  the job failed or was cancelled in the Hub; check: something is contradicted",
            "    2  incorrect usage; nothing was sent",
            "    3  the Hub rejected the request",
            "    4  the Hub cannot be reached, or the job can no longer be tracked",
            "    5  the timeout expired; the Hub was asked to cancel the job",
            "    6  it is not known whether the Hub accepted the submit: check the Hub before",
            "       trying again",
            "  130  interrupted (Ctrl-C); 143: terminated",
        })
public final class Main implements Runnable {
    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("submit", SubmitCommand.class);
        COMMANDS.put("wait", WaitCommand.class);
        COMMANDS.put("status", StatusCommand.class);
        COMMANDS.put("jobs", JobsCommand.class);
        COMMANDS.put("cancel", CancelCommand.class);
        COMMANDS.put("workflows", WorkflowsCommand.class);
        COMMANDS.put("sites", SitesCommand.class);
        COMMANDS.put("health", HealthCommand.class);
        COMMANDS.put("check", CheckCommand.class);
        COMMANDS.put("create-key", CreateKeyCommand.class);
        COMMANDS.put("emulator", EmulatorCommand.class);
        COMMANDS.put("demo", DemoCommand.class);
        COMMANDS.put("tour", TourCommand.class);
        COMMANDS.put("completion", CompletionCommand.class);
    }

    @Spec
    private CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
        // Java sends no login to a proxy in clear text before a tunnel unless told so; it is the user's own, from the
        // proxy's URL. Read once, when the HTTP client's classes are loaded.
        System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        Output.useUtf8InsteadOfAscii();
        int code = run(args);
        System.out.flush();
        System.exit(code);
    }

    private static int run(String[] args) {
        try {
            String[] exact = ExactArguments.of(args);
            return commandLine(exact).execute(exact);
        } catch (UsageException e) {
            return Problems.complain(e.getMessage(), ExitCode.USAGE);
        }
    }

    /** With all commands, or with the one that is called: reading them all takes longer than running one. */
    static CommandLine commandLine(String... args) {
        CommandLine main = new CommandLine(new Main());
        Class<?> called = args.length == 0 ? null : COMMANDS.get(args[0]);
        if (called == null) {
            COMMANDS.forEach(main::addSubcommand);
        } else {
            main.addSubcommand(args[0], called);
        }
        return main.setCaseInsensitiveEnumValuesAllowed(true)
                // a name may begin with @, and is no file with more arguments
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(Problems::wrongUsage)
                .setExecutionExceptionHandler(Problems::failed)
                .registerConverter(Duration.class, DurationText::parse)
                .registerConverter(Path.class, FileName::parse);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Specify one of the commands below.");
    }
}
