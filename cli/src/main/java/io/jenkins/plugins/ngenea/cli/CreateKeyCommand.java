package io.jenkins.plugins.ngenea.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.ngenea.hub.ClientKeys;
import io.jenkins.plugins.ngenea.hub.JwtLogin;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ngenea create-key}: the Hub shows a key once, so a file for it is made before it is asked for. */
@Command(
        name = "create-key",
        description = "Creates a client key and prints it or writes it to a file. Reads the user name and password from"
                + " NGENEA_USERNAME and NGENEA_PASSWORD, or asks for them on the terminal.",
        mixinStandardHelpOptions = true)
final class CreateKeyCommand extends HubCommand {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the key to this new file, mode 0600, instead of printing it.")
    private Path file;

    @Parameters(paramLabel = "NAME", description = "Name of the key in the Hub.")
    private String name;

    @Override
    public Integer call() throws UsageException, HubException, InterruptedException, IOException {
        if (name.isBlank()) {
            throw new UsageException("the key's name must not be blank.");
        }
        HubUrl url = hub.url();
        JwtLogin login = login(url);
        ExecutorService threads = Threads.pool("ngenea-http", 1);
        try (NewKeyFile made = file == null ? null : NewKeyFile.create(file)) {
            String key = new ClientKeys(hub.transport(threads), url, login)
                    .create(name.strip())
                    .key();
            deliver(key, made);
        } finally {
            threads.shutdownNow();
        }
        return ExitCode.SUCCESS;
    }

    private void deliver(String key, NewKeyFile made) throws IOException, UsageException {
        if (made != null) {
            made.write(key);
            if (!made.isInPlace()) {
                throw new UsageException(file + " was moved or replaced in the meantime, so it does not contain the key."
                        + " Delete client key '" + Output.shown(name)
                        + "' in the Hub and create a new one.");
            }
            output.say("Client key '" + Output.shown(name) + "' was written to " + file + ". The Hub does not show it again.");
        } else if (output.isJson()) {
            output.result(JsonNodeFactory.instance
                    .objectNode()
                    .put("name", name.strip())
                    .put("api_key", key));
        } else {
            output.result(key);
        }
    }

    private static JwtLogin login(HubUrl url) throws UsageException {
        String user = Environment.get("NGENEA_USERNAME");
        String password = Environment.get("NGENEA_PASSWORD");
        Console console = Terminal.console();
        if (user == null && console != null) {
            user = console.readLine("User of %s: ", url);
        }
        if (password == null && console != null) {
            char[] typed = console.readPassword("Password: ");
            password = typed == null ? null : new String(typed);
        }
        if (user == null || user.isBlank() || password == null || password.isEmpty()) {
            throw new UsageException(
                    "no user name or password: run this on a terminal, or set NGENEA_USERNAME and NGENEA_PASSWORD.");
        }
        return new JwtLogin(user, password);
    }
}
