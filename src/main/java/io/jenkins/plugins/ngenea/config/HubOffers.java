package io.jenkins.plugins.ngenea.config;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Item;
import io.jenkins.plugins.ngenea.concurrent.TimedTask;
import io.jenkins.plugins.ngenea.engine.Connection.ConnectionException;
import io.jenkins.plugins.ngenea.hub.HubClient;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.model.HubHealth;
import io.jenkins.plugins.ngenea.hub.model.WorkflowInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * What the forms of jobs learn from a Hub: its workflows, its sites and its health. A Hub is asked with the credential that
 * builds of the job would use, and its answer is kept for a minute for that Hub and key. Nobody waits for more than two
 * seconds: a slower answer is there for the next form, unless it takes more than half a minute. A slow Hub holds up only the
 * questions to itself.
 *
 * <p>Each question is asked at once; its supplier waits for the answer, and has an empty list if there is none (yet), or if
 * the user may not configure the item.
 */
@Extension
public final class HubOffers {
    static final Duration KEPT = Duration.ofMinutes(1);
    static final Duration KEPT_FAILURE = Duration.ofSeconds(10);
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** For one question, however many pages its answer has. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    static final int THREADS_OF_A_HUB = 2;
    private static final int MOST_KEPT = 200;
    private static final int MOST_ITEMS = 2000;

    /** By the URL of the Hub. */
    private final Map<String, ExecutorService> threads = new ConcurrentHashMap<>();

    /** The oldest first. Guarded by itself. */
    private final Map<Key, Answer<?>> answers = new LinkedHashMap<>();

    /** The secret is there as a fingerprint only. */
    private record Key(String url, String secret, String list) {}

    private record Answer<T>(Instant asked, CompletableFuture<List<T>> list) {
        boolean isOf(Instant now) {
            Duration kept = list.isCompletedExceptionally() ? KEPT_FAILURE : KEPT;
            return now.isBefore(asked.plus(kept));
        }
    }

    private interface Question<T> {
        List<T> ask(HubClient client) throws HubException, InterruptedException;
    }

    public static HubOffers get() {
        return ExtensionList.lookupSingleton(HubOffers.class);
    }

    /**
     * The workflows of a Hub.
     *
     * @param hub name as it stands in the form; blank for the default
     * @param credentialsId as it stands in the form; blank for the Hub's own
     */
    public Supplier<List<WorkflowInfo>> workflows(@CheckForNull Item item, String hub, String credentialsId) {
        return ask(item, hub, credentialsId, "workflows", HubClient::workflows);
    }

    /** The names of the sites of a Hub, likewise. */
    public Supplier<List<String>> sites(@CheckForNull Item item, String hub, String credentialsId) {
        return ask(item, hub, credentialsId, "sites", HubClient::sites);
    }

    /** What a Hub says of its health, likewise: one item. */
    public Supplier<List<HubHealth>> health(@CheckForNull Item item, String hub, String credentialsId) {
        return ask(item, hub, credentialsId, "health", client -> List.of(client.health()));
    }

    private <T> Supplier<List<T>> ask(
            @CheckForNull Item item, String hub, String credentialsId, String name, Question<T> question) {
        if (!HubForms.mayConfigure(item)) {
            return List::of;
        }
        try {
            NgeneaHub found = NgeneaHubConfiguration.get().find(hub, item);
            StandardCredentials credential = HubForms.credential(item, found, credentialsId);
            HubClient client = HubConnections.get().connect(found, credential).client();
            Key key = new Key(client.url().toString(), HubSecrets.fingerprint(credential), name);
            Answer<T> answer = answer(key, client, question);
            return () -> list(answer);
        } catch (ConnectionException e) {
            // said at the field of the Hub or of the credential
            return List::of;
        }
    }

    private static <T> List<T> list(Answer<T> answer) {
        Instant now = HubRuntime.get().scheduler().now();
        // a form asks several times, and again at each change: together they wait for one request once
        long millis = Duration.between(now, answer.asked().plus(PATIENCE)).toMillis();
        try {
            return answer.list().get(Math.max(0, millis), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException | CancellationException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /** The list of a name has always the same kind of items. */
    @SuppressWarnings("unchecked")
    private <T> Answer<T> answer(Key key, HubClient client, Question<T> question) {
        Instant now = HubRuntime.get().scheduler().now();
        synchronized (answers) {
            Answer<T> known = (Answer<T>) answers.get(key);
            if (known != null && (known.isOf(now) || !known.list().isDone())) {
                return known;
            }
            answers.values().removeIf(answer -> answer.list().isDone() && !answer.isOf(now));
            answers.remove(key);
            if (answers.size() >= MOST_KEPT) {
                answers.remove(answers.keySet().iterator().next());
            }
            Answer<T> asked = new Answer<>(now, begin(client, question));
            answers.put(key, asked);
            return asked;
        }
    }

    private <T> CompletableFuture<List<T>> begin(HubClient client, Question<T> question) {
        return TimedTask.start(
                () -> question.ask(client).stream().limit(MOST_ITEMS).toList(),
                threads.computeIfAbsent(
                        client.url().toString(),
                        url -> HubRuntime.get().newPool(client.url().host() + " forms", THREADS_OF_A_HUB)),
                HubRuntime.get().scheduler(),
                LONGEST);
    }
}
