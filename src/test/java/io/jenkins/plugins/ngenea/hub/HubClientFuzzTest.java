package io.jenkins.plugins.ngenea.hub;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.ngenea.emulator.FakeHttp;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.model.HubHealth;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.hub.model.Job;
import io.jenkins.plugins.ngenea.hub.model.JobPage;
import io.jenkins.plugins.ngenea.hub.model.TaskFailure;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import io.jenkins.plugins.ngenea.hub.model.WorkflowInfo;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever the Hub answers, a call gives a result or one of the kinds of {@link HubException}, and what a person can read of
 * either is harmless. The answers are right ones with bytes flipped, cut off or doubled, with JSON nodes removed, doubled or
 * turned into other types, huge numbers and deep nesting, with odd statuses and headers.
 *
 * <p>Seeds are fixed. {@code -Djqwik.tries.default=100000} makes more tries of each property than the 2000 of a build.
 */
class HubClientFuzzTest {
    private static final String SEED = "4096";
    private static final String KEY = "k3y-of-the-fuzz-test";
    private static final int MOST_REQUESTS = 30;
    private static final int LONGEST_TEXT = 2000;

    /** A call's request to the client, and a right answer to it. */
    enum Call {
        SUBMIT(
                "{\"id\":7,\"job\":{\"id\":7,\"url\":\"http://h/api/jobs/7/\"},\"jobs\":[7],\"url\":\"http://h/api/jobs/7/\"}") {
            @Override
            void make(HubClient client, List<String> texts) throws Exception {
                texts.add(client.submit(WorkflowBody.of(HubClients.manualsExample())));
            }
        },
        JOB(JOB_JSON) {
            @Override
            void make(HubClient client, List<String> texts) throws Exception {
                add(client.job("7"), texts);
            }
        },
        JOBS(
                "{\"count\":41,\"next\":\"http://h/api/jobs/?page=2\",\"previous\":null,\"results\":[" + JOB_JSON + ","
                        + JOB_JSON
                        + "],\"stats\":{\"type\":{\"migrate\":1},\"state\":{\"SUCCESS\":1},\"created\":{},\"site\":{\"a\":2}}}") {
            @Override
            void make(HubClient client, List<String> texts) throws Exception {
                JobPage page = client.jobs(1, 100);
                page.jobs().forEach(job -> add(job, texts));
                page.stats().forEach((kind, values) -> {
                    texts.add(kind);
                    texts.addAll(values.keySet());
                });
            }
        },
        FAILURES(
                "{\"count\":1,\"next\":\"http://h/api/tasks/?page=2\",\"results\":[{\"id\":1,\"job\":7,\"state\":\"FAILURE\","
                        + "\"paths\":[{\"path\":\"/a\",\"state\":\"ERROR\",\"message\":\"m\"},\"/b\"],\"error\":\"no such file\"},"
                        + "{\"state\":\"ERROR\",\"path\":\"/c\",\"result\":{\"failed\":[{\"path\":\"/d\",\"error\":\"e\"}]}}]}") {
            @Override
            void make(HubClient client, List<String> texts) throws Exception {
                for (TaskFailure failure : client.failures("7", 100)) {
                    texts.addAll(List.of(failure.toString(), failure.type(), failure.site()));
                }
            }
        },
        WORKFLOWS("{\"next\":null,\"results\":[{\"name\":\"migrate\",\"label\":\"Migrate\",\"discovery\":\"recursive\","
                + "\"enabled\":true,\"visible\":false,\"fields\":[{\"name\":\"tier\",\"type\":\"int\"}]}]}") {
            @Override
            void make(HubClient client, List<String> texts) throws Exception {
                for (WorkflowInfo workflow : client.workflows()) {
                    texts.addAll(List.of(workflow.name(), workflow.label(), String.valueOf(workflow.discovery())));
                    texts.addAll(workflow.fields());
                }
            }
        },
        SITES("{\"next\":\"x\",\"results\":[{\"name\":\"dfoster1\"},\"dfoster2\"]}") {
            @Override
            void make(HubClient client, List<String> texts) throws Exception {
                texts.addAll(client.sites());
            }
        },
        HEALTH("{\"overall_health\":\"ok\",\"hub_status\":{},\"site_status\":[{\"site\":\"a\",\"health\":\"warning\","
                + "\"nodes\":[{\"name\":\"n\",\"health\":\"ok\",\"online\":true}]}]}") {
            @Override
            void make(HubClient client, List<String> texts) throws Exception {
                HubHealth health = client.health();
                texts.add(health.toString());
            }
        },
        CANCEL("{\"id\":7,\"state\":\"CANCELLING\"}") {
            @Override
            void make(HubClient client, List<String> texts) throws Exception {
                client.cancel("7");
            }
        },
        CREATE_KEY(
                "{\"url\":\"http://h/api/auth/clientkeys/1/\",\"id\":1,\"name\":\"n\",\"api_key\":\"s3cr3t-of-the-hub\"}") {
            @Override
            void make(HubClient client, List<String> texts) throws Exception {
                client.clientKeys().create("n");
            }
        };

        private final String rightAnswer;

        Call(String rightAnswer) {
            this.rightAnswer = rightAnswer;
        }

        /** Collects the texts of the result that a person gets to read. */
        abstract void make(HubClient client, List<String> texts) throws Exception;

        static void add(Job job, List<String> texts) {
            texts.addAll(List.of(job.id(), job.stateWord(), job.stateName(), job.workflow(), job.site(), job.owner()));
            texts.addAll(job.counts().keySet());
            job.share();
            job.withoutRequest();
        }
    }

    private static final String JOB_JSON = "{\"id\":7,\"url\":\"http://h/api/jobs/7/\",\"state\":\"STARTED\","
            + "\"status\":\"STARTED\",\"type\":\"migrate\",\"workflow\":{\"name\":\"migrate\"},\"site\":\"dfoster1\","
            + "\"owner\":{\"name\":\"u\"},\"counts\":{\"total\":9,\"processed\":3,\"failed\":0},\"files\":4,"
            + "\"paths\":[\"/a\",{\"path\":\"/b\"}],\"discovery\":null,\"fields\":{\"tier\":1}}";

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.randomValue(Random::nextLong);
    }

    @Property(seed = SEED)
    void noAnswerBreaksACallWithAKey(@ForAll Call call, @ForAll("seeds") long seed) throws Exception {
        Random random = new Random(seed);
        check(call, request -> Mutation.of(random, 200, call.rightAnswer), new ClientKey(KEY));
    }

    @Property(seed = SEED)
    void noAnswerBreaksALogin(@ForAll Call call, @ForAll("seeds") long seed) throws Exception {
        Random random = new Random(seed);
        check(
                call,
                request -> {
                    boolean login = request.uri().getPath().contains("/token/");
                    String token = "{\"access\":\"acc3ss-of-the-hub\",\"refresh\":\"r3fresh-of-the-hub\"}";
                    return Mutation.of(random, random.nextInt(3) == 0 ? 401 : 200, login ? token : call.rightAnswer);
                },
                new JwtLogin("user", KEY));
    }

    private static void check(Call call, FakeHttp.Server hub, HubAuthentication authentication) throws Exception {
        List<HttpRequest> requests = new ArrayList<>();
        FakeHttp http = new FakeHttp(request -> {
            requests.add(request);
            return hub.answer(request);
        });
        HubClient client = new HubClient(
                HubClients.transport(http, Duration.ofSeconds(5)), HubUrl.parse("http://hub.example"), authentication);
        List<String> texts = new ArrayList<>();
        try {
            call.make(client, texts);
        } catch (HubException e) {
            texts.add(e.getMessage());
            e.retryAfter().ifPresent(pause -> assertFalse(pause.isNegative(), pause.toString()));
        }
        assertTrue(requests.size() <= MOST_REQUESTS, requests.size() + " requests");
        long submits = requests.stream()
                .filter(request -> request.uri().getPath().endsWith("/api/file/workflow/"))
                .count();
        assertTrue(submits <= (authentication instanceof ClientKey ? 1 : 2), submits + " submits");
        texts.forEach(HubClientFuzzTest::assertHarmless);
    }

    private static void assertHarmless(String text) {
        assertTrue(text.length() <= LONGEST_TEXT, text.length() + " characters: " + text);
        AnswerKindsTest.assertClean(text);
        for (String secret : new String[] {KEY, "s3cr3t-of", "acc3ss-of", "r3fresh-of"}) {
            assertFalse(text.contains(secret), text);
        }
    }

    /** Answers that broke a call once, or could break one. */
    enum Once {
        NOTHING(""),
        NULL("null"),
        TEXT("\"\""),
        NUMBER("1e1000000"),
        LONG_NUMBER("9".repeat(2000)),
        LIST_OF_NULLS("[null,null]"),
        RESULTS_OF_NULLS("{\"results\":[null,1,\"\",[],{}],\"next\":\"\"}"),
        HUGE_COUNT("{\"count\":1e400,\"results\":[]}"),
        HALF_A_PAIR("{\"id\":\"\ud800\",\"state\":\"\ud800\"}"),
        DEEP("[".repeat(100_000)),
        ZEROS("\0\0\0\0"),
        BYTE_ORDER_MARK("\ufeff{\"id\":7,\"state\":\"STARTED\"}");

        private final String body;

        Once(String body) {
            this.body = body;
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatCouldBreakACallBreaksNone(Once once) throws Exception {
        byte[] body = once.body.getBytes(StandardCharsets.UTF_8);
        for (Call call : Call.values()) {
            for (int status : new int[] {200, 400, 503}) {
                Map<String, List<String>> headers = Map.of("Retry-After", List.of("9223372036854775807"));
                check(call, request -> new FakeHttp.Answer(status, headers, body, null), new ClientKey(KEY));
            }
        }
    }
}
