package io.jenkins.plugins.ngenea.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ngenea.emulator.FakeHttp;
import io.jenkins.plugins.ngenea.emulator.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Makes wrong answers of right ones. The same {@link Random} makes the same ones. */
public final class Mutation {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int[] STATUSES = {
        200, 200, 200, 200, 201, 202, 204, 206, 299, 300, 301, 302, 304, 307, 308, 400, 401, 402, 403, 404, 405, 406,
        407, 408, 409, 410, 413, 418, 422, 425, 429, 451, 499, 500, 501, 502, 503, 504, 507, 511, 520, 599, 600, 999
    };
    private static final String[] VALUES = {
        "",
        "0",
        "-1",
        "7",
        "99999999999999999999",
        "1e9",
        "soon",
        "Wed, 21 Oct 2015 07:28:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Wed, 99 Oct 2015",
        "http://127.0.0.1/api/jobs/9/",
        "/api/jobs/8/",
        "://",
        "%",
        "application/json",
        "text/html; charset=UTF-16",
        "gzip",
        Fault.EVIL_TEXT
    };
    private static final String[] WORDS = {
        "",
        " ",
        "SUCCESS",
        "success",
        "FAILURE",
        "PAUSED",
        "CANCELED",
        "1",
        "-1",
        "1e5",
        "null",
        "\u0130",
        "\ud800",
        Fault.EVIL_TEXT,
        "/api/jobs/../../x",
        "http://evil.example/jobs/77/",
        "x".repeat(3000)
    };

    private Mutation() {}

    /** A right answer with right status, or with something wrong in body, status or headers. */
    public static FakeHttp.Answer of(Random random, int status, String body) {
        byte[] bytes = random.nextInt(4) == 0 ? bytes(random, body) : tree(random, body);
        int newStatus = random.nextInt(3) == 0 ? STATUSES[random.nextInt(STATUSES.length)] : status;
        return new FakeHttp.Answer(newStatus, headers(random), bytes, null);
    }

    private static Map<String, List<String>> headers(Random random) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (String name : new String[] {"Retry-After", "Location", "Content-Type", "Content-Encoding", "X-Odd"}) {
            if (random.nextInt(4) == 0) {
                headers.put(
                        name, List.of(VALUES[random.nextInt(VALUES.length)], VALUES[random.nextInt(VALUES.length)]));
            }
        }
        return headers;
    }

    private static byte[] bytes(Random random, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
        switch (random.nextInt(6)) {
            case 0 -> {
                for (int i = random.nextInt(8); i >= 0 && bytes.length > 0; i--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                return bytes;
            }
            case 1 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 2 -> {
                return Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(50));
            }
            case 3 -> {
                return (body.substring(0, at / 2) + body).getBytes(StandardCharsets.UTF_8);
            }
            case 4 -> {
                return (body + body).getBytes(StandardCharsets.UTF_8);
            }
            default -> {
                byte[] noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                return noise;
            }
        }
    }

    private static byte[] tree(Random random, String body) {
        try {
            JsonNode root = JSON.readTree(body);
            for (int i = random.nextInt(4); i > 0; i--) {
                root = changed(random, root);
            }
            return JSON.writeValueAsBytes(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With one node somewhere in it changed. */
    private static JsonNode changed(Random random, JsonNode root) {
        List<JsonNode> containers = new ArrayList<>();
        collect(root, containers);
        if (containers.isEmpty() || random.nextInt(12) == 0) {
            return value(random, root);
        }
        JsonNode container = containers.get(random.nextInt(containers.size()));
        if (container instanceof ObjectNode object) {
            changeMember(random, object);
        } else {
            changeItem(random, (ArrayNode) container);
        }
        return root;
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode() && !node.isEmpty()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private static void changeMember(Random random, ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(5)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(WORDS[random.nextInt(WORDS.length)], object.get(name));
            default -> object.set(name, value(random, object.get(name)));
        }
    }

    private static void changeItem(Random random, ArrayNode array) {
        int at = random.nextInt(array.size());
        switch (random.nextInt(4)) {
            case 0 -> array.remove(at);
            case 1 ->
                array.insert(random.nextInt(array.size() + 1), array.get(at).deepCopy());
            default -> array.set(at, value(random, array.get(at)));
        }
    }

    /** Of another type, or of the same type and far off. */
    private static JsonNode value(Random random, JsonNode old) {
        return switch (random.nextInt(12)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(random.nextLong());
            case 3 -> NODES.numberNode(BigInteger.TEN.pow(random.nextInt(1200)));
            case 4 -> NODES.numberNode(new BigDecimal("1e" + (random.nextInt(2000) - 1000)));
            case 5 -> NODES.numberNode(random.nextDouble() - 0.5);
            case 6 -> NODES.objectNode();
            case 7 -> NODES.arrayNode().add(old.deepCopy()).add(old.deepCopy());
            case 8 -> NODES.objectNode().set(WORDS[random.nextInt(WORDS.length)], old.deepCopy());
            case 9 -> nested(random.nextInt(300));
            default -> NODES.textNode(WORDS[random.nextInt(WORDS.length)]);
        };
    }

    private static JsonNode nested(int depth) {
        JsonNode node = NODES.arrayNode();
        for (int i = 0; i < depth; i++) {
            node = i % 2 == 0
                    ? NODES.objectNode().set("results", node)
                    : NODES.arrayNode().add(node);
        }
        return node;
    }
}
