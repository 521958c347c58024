package io.jenkins.plugins.ngenea.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Cuts lists into pages. Documented: {@code count}, {@code next}, {@code previous}, {@code results}; {@code page_size}
 * from 20 to 100, 0 for no paging. Assumed: 20 when none is asked for, and 404 for a page that does not exist.
 */
final class Pages {
    private static final int SMALLEST = 20;
    private static final int LARGEST = 100;

    private Pages() {}

    static <T> Reply page(HubRequest request, List<T> items, Function<T, ? extends JsonNode> shown) {
        return page(request, request.parameters(), items, shown, page -> {});
    }

    /**
     * @param parameters those of the request that are heeded
     */
    static <T> Reply page(
            HubRequest request,
            Map<String, String> parameters,
            List<T> items,
            Function<T, ? extends JsonNode> shown,
            Consumer<ObjectNode> more) {
        int size = size(parameters.get("page_size"));
        int pages = size == 0 ? 1 : Math.max(1, (items.size() + size - 1) / size);
        int page = number(parameters.getOrDefault("page", "1"), -1);
        if ("last".equals(parameters.get("page"))) {
            page = pages;
        }
        if (size == 0) {
            page = 1;
        }
        if (page < 1 || page > pages) {
            return Reply.detail(404, "Invalid page.");
        }
        ObjectNode answer = Json.object();
        answer.put("count", items.size());
        answer.put("next", page < pages ? link(request, page + 1) : null);
        answer.put("previous", page > 1 ? link(request, page - 1) : null);
        int from = size == 0 ? 0 : (page - 1) * size;
        int to = size == 0 ? items.size() : Math.min(items.size(), from + size);
        answer.set("results", array(items.subList(from, to), shown));
        more.accept(answer);
        return Reply.json(200, answer);
    }

    static <T> Reply bare(List<T> items, Function<T, ? extends JsonNode> shown) {
        return Reply.json(200, array(items, shown));
    }

    private static <T> ArrayNode array(List<T> items, Function<T, ? extends JsonNode> shown) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        items.forEach(item -> array.add(shown.apply(item)));
        return array;
    }

    private static int size(String asked) {
        int size = number(asked, SMALLEST);
        return size == 0 ? 0 : Math.max(SMALLEST, Math.min(LARGEST, size));
    }

    private static int number(String text, int otherwise) {
        try {
            return text == null ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private static String link(HubRequest request, int page) {
        Map<String, String> parameters = new LinkedHashMap<>(request.parameters());
        parameters.remove("page");
        if (page > 1) {
            parameters.put("page", Integer.toString(page));
        }
        String query = parameters.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        return request.baseUrl() + request.path() + (query.isEmpty() ? "" : "?" + query);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
