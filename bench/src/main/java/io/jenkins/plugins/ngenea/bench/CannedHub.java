package io.jenkins.plugins.ngenea.bench;

import io.jenkins.plugins.ngenea.emulator.FakeHttp;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;

/** Answers of a Hub with so many jobs that run, made beforehand: a benchmark is not to measure how they are made. */
final class CannedHub implements FakeHttp.Server {
    static final String URL = "http://hub.invalid";
    private static final int PAGE_SIZE = 100;
    private static final byte[] SUBMITTED = bytes("{\"id\": 1}");

    private final int jobs;
    private final Map<String, byte[]> answers = new HashMap<>();

    CannedHub(int jobs) {
        this.jobs = jobs;
        for (int id = 1; id <= jobs; id++) {
            answers.put("/api/jobs/" + id + "/", bytes(job(id)));
        }
        int pages = Math.max(1, (jobs + PAGE_SIZE - 1) / PAGE_SIZE);
        for (int page = 1; page <= pages; page++) {
            answers.put("page=" + page, bytes(page(page, page == pages)));
        }
    }

    @Override
    public FakeHttp.Answer answer(HttpRequest request) {
        return FakeHttp.Answer.of(200, answer(request.method(), request.uri()));
    }

    private byte[] answer(String method, URI uri) {
        if (method.equals("POST")) {
            return SUBMITTED;
        }
        if (uri.getQuery() == null) {
            return answers.get(uri.getPath());
        }
        for (String parameter : uri.getQuery().split("&")) {
            if (parameter.startsWith("page=")) {
                return answers.get(parameter);
            }
        }
        throw new IllegalArgumentException(uri.toString());
    }

    /** The newest first. */
    private String page(int page, boolean last) {
        StringJoiner results = new StringJoiner(", ");
        int from = jobs - (page - 1) * PAGE_SIZE;
        for (int id = from; id > Math.max(0, from - PAGE_SIZE); id--) {
            results.add(job(id));
        }
        String next = last ? "null" : "\"" + URL + "/api/jobs/?page=" + (page + 1) + "&page_size=" + PAGE_SIZE + "\"";
        return "{\"count\": " + jobs + ", \"next\": " + next + ", \"previous\": null, \"results\": [" + results
                + "], \"stats\": {\"type\": {\"migrate\": " + jobs + "}, \"state\": {\"STARTED\": " + jobs
                + "}, \"created\": {}, \"site\": {}}}";
    }

    private static String job(int id) {
        return "{\"id\": " + id + ", \"url\": \"" + URL + "/api/jobs/" + id
                + "/\", \"type\": \"migrate\", \"state\": \"STARTED\", \"site\": \"dfoster1\","
                + " \"created\": \"2024-05-01T12:00:00Z\", \"started\": \"2024-05-01T12:00:01Z\", \"completed\": null,"
                + " \"counts\": {\"total\": 10, \"processed\": 5, \"failed\": 0, \"skipped\": 0}}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
