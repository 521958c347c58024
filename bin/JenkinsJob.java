import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * For bin/demo, where there may be no curl: waits for a Jenkins, or runs a job in it and prints its console.
 *
 * <pre>
 * java JenkinsJob.java URL wait JOB PID    until Jenkins has this job; fails when process PID ends
 * java JenkinsJob.java URL run JOB         exits with 0 if the build succeeded
 * java JenkinsJob.java URL nights JOB N    queues N builds, with the parameter NIGHT from 1 to N
 * </pre>
 */
public final class JenkinsJob {
    private static final Duration TO_COME_UP = Duration.ofMinutes(10);
    private static final Duration TO_END = Duration.ofMinutes(10);
    private static final Pattern CRUMB = Pattern.compile("\"crumb\":\"([^\"]+)\",\"crumbRequestField\":\"([^\"]+)\"");
    /** What Jenkins hides in a console for its own pages. */
    private static final Pattern NOTES = Pattern.compile("\u001b\\[8mha:.*?\u001b\\[0m");

    private static final Pattern RESULT = Pattern.compile("\"result\":(?:null|\"(\\w+)\")");
    private static final String LOGIN =
            "Basic " + Base64.getEncoder().encodeToString("admin:admin".getBytes(StandardCharsets.UTF_8));

    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String jenkins;

    private JenkinsJob(String jenkins) {
        this.jenkins = jenkins;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        JenkinsJob client = new JenkinsJob(args[0]);
        boolean good =
                switch (args[1]) {
                    case "wait" -> client.comesUp(args[2], Long.parseLong(args[3]));
                    case "nights" -> client.queues(args[2], Integer.parseInt(args[3]));
                    default -> client.succeeds(args[2]);
                };
        System.exit(good ? 0 : 1);
    }

    private boolean comesUp(String job, long pid) throws InterruptedException {
        Instant last = Instant.now().plus(TO_COME_UP);
        while (Instant.now().isBefore(last)) {
            if (ProcessHandle.of(pid).isEmpty()) {
                return false;
            }
            try {
                if (get("job/" + job + "/api/json").statusCode() == 200) {
                    return true;
                }
            } catch (IOException e) {
                // not there yet
            }
            pause();
        }
        return false;
    }

    private boolean queues(String job, int nights) throws IOException, InterruptedException {
        for (int night = 1; night <= nights; night++) {
            if (!trigger(job, "buildWithParameters?NIGHT=" + night)) {
                return false;
            }
        }
        return true;
    }

    private boolean trigger(String job, String how) throws IOException, InterruptedException {
        HttpRequest.Builder trigger = request("job/" + job + "/" + how).POST(BodyPublishers.noBody());
        Matcher crumb = CRUMB.matcher(get("crumbIssuer/api/json").body());
        if (crumb.find()) {
            trigger.header(crumb.group(2), crumb.group(1));
        }
        int status = http.send(trigger.build(), BodyHandlers.ofString()).statusCode();
        if (status != 201) {
            System.err.println("Jenkins answered HTTP " + status + " when asked to build " + job);
        }
        return status == 201;
    }

    private boolean succeeds(String job) throws IOException, InterruptedException {
        String build = "job/" + job + "/1/";
        if (!trigger(job, "build")) {
            return false;
        }
        String start = "0";
        Instant last = Instant.now().plus(TO_END);
        while (Instant.now().isBefore(last)) {
            HttpResponse<String> console = get(build + "logText/progressiveText?start=" + start);
            if (console.statusCode() == 200) {
                System.out.print(NOTES.matcher(console.body()).replaceAll(""));
                System.out.flush();
                start = console.headers().firstValue("X-Text-Size").orElse(start);
                if (console.headers().firstValue("X-More-Data").isEmpty()) {
                    return result(build);
                }
            }
            pause();
        }
        System.err.println(job + " did not end within " + TO_END.toMinutes() + " minutes");
        return false;
    }

    private boolean result(String build) throws IOException, InterruptedException {
        Matcher result = RESULT.matcher(get(build + "api/json?tree=result").body());
        return result.find() && "SUCCESS".equals(result.group(1));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).GET().build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(jenkins + path))
                .timeout(Duration.ofMinutes(1))
                .header("Authorization", LOGIN);
    }

    private static void pause() throws InterruptedException {
        new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS);
    }
}
