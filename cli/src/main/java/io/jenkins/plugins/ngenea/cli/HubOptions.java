package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.hub.ClientKey;
import io.jenkins.plugins.ngenea.hub.HubAuthentication;
import io.jenkins.plugins.ngenea.hub.http.HubHttp;
import io.jenkins.plugins.ngenea.hub.http.HubTransport;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.hub.model.JobLink;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executor;
import picocli.CommandLine.Option;

/** Which Hub, and with what key: the options of every command that talks to one. */
final class HubOptions {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    @Option(
            names = "--hub",
            paramLabel = "URL",
            description = "URL of the Hub, e.g. https://hub.example.com (default: NGENEA_HUB_URL).")
    private String hub;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "File with the client key, mode 0600 (default: NGENEA_API_KEY).")
    private Path keyFile;

    @Option(
            names = "--request-timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "How long to wait for each answer from the Hub (default: ${DEFAULT-VALUE}).")
    private Duration requestTimeout;

    private KeyFile opened;

    /** Whether the key comes from standard input, so that nothing else can. */
    boolean isKeyOnStandardInput() {
        return keyFile != null && KeyFile.isStandardInput(keyFile);
    }

    HubUrl url() throws UsageException {
        String text = hub == null ? Environment.get("NGENEA_HUB_URL") : hub;
        if (text == null || text.isBlank()) {
            throw new UsageException("no Hub: use --hub URL or set NGENEA_HUB_URL.");
        }
        String page = Environment.get("NGENEA_JOB_PAGE");
        if (JobLink.problem(page) != null) {
            throw new UsageException("NGENEA_JOB_PAGE: " + JobLink.problem(page));
        }
        try {
            return HubUrl.parse(text).withJobPage(page);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    /** The key as it is now: a file may have got another one meanwhile. */
    synchronized String key() throws UsageException {
        if (keyFile != null && opened == null) {
            opened = new KeyFile(keyFile);
        }
        String key = keyFile == null ? Environment.get("NGENEA_API_KEY") : opened.read();
        if (key == null || key.isBlank()) {
            throw new UsageException(
                    keyFile == null
                            ? "no client key: set NGENEA_API_KEY or use --key-file FILE."
                            : "the key file " + keyFile + " is empty.");
        }
        return key;
    }

    /** @throws UsageException if that cannot be a key; the message does not contain it */
    static HubAuthentication authentication(String key) throws UsageException {
        try {
            return new ClientKey(key);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage() + ".");
        }
    }

    HubTransport transport(Executor executor) throws UsageException {
        if (requestTimeout.isZero()) {
            throw new UsageException("--request-timeout must be greater than 0.");
        }
        return transport(executor, requestTimeout, EnvironmentProxy.of(System.getenv()));
    }

    static HubTransport transport(Executor executor, Duration timeout, EnvironmentProxy proxy) {
        HubHttp http = new HubHttp(() -> HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .proxy(proxy)
                .executor(executor)
                .build());
        return new HubTransport(http, timeout, proxy::authorization);
    }
}
