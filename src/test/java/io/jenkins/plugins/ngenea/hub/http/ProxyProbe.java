package io.jenkins.plugins.ngenea.hub.http;

import io.jenkins.plugins.ngenea.hub.ClientKey;
import io.jenkins.plugins.ngenea.hub.HubAuthentication;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.HubClients;
import io.jenkins.plugins.ngenea.hub.JwtLogin;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of its own that lists the jobs, submits and looks at its job through a proxy, for what Java decides when it starts. Prints {@code job} and its
 * id, or the kind of the exception and its message.
 */
final class ProxyProbe {
    /** Lets Java send Basic logins to a proxy before a tunnel. */
    static final String LOGIN_BEFORE_TUNNEL = "-Djdk.http.auth.tunneling.disabledSchemes=";

    private final HubUrl url;
    private final HubAuthentication authentication;
    private final int proxyPort;
    private final String proxyAuthorization;

    private ProxyProbe(String[] args) {
        url = HubUrl.parse(args[0]);
        String[] secret = args[1].split(":");
        authentication = secret.length == 1 ? new ClientKey(secret[0]) : new JwtLogin(secret[0], secret[1]);
        proxyPort = Integer.parseInt(args[2]);
        proxyAuthorization = args.length > 3 ? args[3] : null;
    }

    /** Arguments: the Hub's URL; a client key, or user:password; the proxy's port; its login's header, or nothing. */
    public static void main(String[] args) throws Exception {
        new ProxyProbe(args).submit();
        System.exit(0);
    }

    private void submit() throws IOException, InterruptedException {
        Proxy proxy = new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", proxyPort));
        HttpClient http = HubClients.http(uri -> proxy);
        HubTransport transport = HubClients.transport(http, Duration.ofSeconds(30), uri -> proxyAuthorization);
        HubClient client = new HubClient(transport, url, authentication);
        try {
            // as a run does: a proxy may break off a POST's connection before its 407 is read
            client.jobs(1, 20);
            String id = client.submit(WorkflowBody.of(HubClients.manualsExample()));
            System.out.println("job " + client.job(id).id());
        } catch (HubException e) {
            System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    /** Starts one and returns what it printed. */
    static String run(Javas.Java java, List<String> options, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(java.program().toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(ProxyProbe.class.getName());
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } finally {
            process.destroyForcibly();
        }
    }
}
