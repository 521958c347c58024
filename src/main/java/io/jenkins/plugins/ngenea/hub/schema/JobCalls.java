package io.jenkins.plugins.ngenea.hub.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ngenea.hub.schema.OpenApi.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The calls of a description that can do one thing to a job: under {@code jobs/{…}}, with a word for it as the last part
 * of the path or as the operation's name, and with nothing to be filled in but the job.
 */
record JobCalls(OpenApi api, List<Operation> operations) {
    /** So many calls that say the word are looked at: beyond this nobody could choose anyway. */
    private static final int MOST = 50;

    private static final int LONGEST_PATH = 300;
    private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9_~-][A-Za-z0-9._~-]*");
    private static final Pattern GAP = Pattern.compile("\\{[A-Za-z0-9_-]+\\}");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^A-Za-z]+|(?<=[a-z])(?=[A-Z])");

    /** Of a name like {@code api_v2_jobs_cancel_create}, what says nothing of what the call does. */
    private static final Set<String> FILLERS = Set.of(
            "api", "v", "job", "jobs", "create", "update", "partial", "destroy", "post", "put", "patch", "delete",
            "request", "do", "action", "actions", "by", "id", "pk", "the", "a");

    /** Which of several methods at one address is the call. */
    private static final List<String> METHODS = List.of("POST", "PUT", "PATCH", "DELETE");

    /**
     * @param verbs in lower case
     */
    List<JobCall> thatSay(Set<String> verbs) {
        TreeMap<String, JobCall> byAddress = new TreeMap<>();
        int looked = 0;
        for (Operation operation : operations) {
            JobCall call = looked < MOST ? saying(operation, verbs) : null;
            if (call != null) {
                looked++;
                if (!needsMore(operation)) {
                    byAddress.merge(call.before() + "{id}" + call.after(), call, JobCalls::preferred);
                }
            }
        }
        return new ArrayList<>(byAddress.values());
    }

    private static JobCall preferred(JobCall one, JobCall other) {
        return METHODS.indexOf(one.method()) <= METHODS.indexOf(other.method()) ? one : other;
    }

    private static JobCall saying(Operation operation, Set<String> verbs) {
        if (!METHODS.contains(operation.method()) || operation.path().length() > LONGEST_PATH) {
            return null;
        }
        List<String> segments = Arrays.asList(operation.path().split("/", -1));
        int gap = jobIn(segments);
        if (gap < 0) {
            return null;
        }
        int last = segments.get(segments.size() - 1).isEmpty() ? segments.size() - 2 : segments.size() - 1;
        boolean said = last > gap && says(segments.get(last), verbs) || says(operation.id(), verbs);
        if (!said) {
            return null;
        }
        String before = String.join("/", segments.subList(0, gap)) + "/";
        String after =
                operation.path().substring(before.length() + segments.get(gap).length());
        return new JobCall(operation.method(), before, after);
    }

    /** Where the job's id is to be filled in; -1 if this is no path of a job, or if there is more to be filled in. */
    private static int jobIn(List<String> segments) {
        int gap = -1;
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            boolean isEnd = i == segments.size() - 1 && segment.isEmpty();
            if (gap < 0
                    && i > 0
                    && segments.get(i - 1).equals("jobs")
                    && GAP.matcher(segment).matches()) {
                gap = i;
            } else if (!isEnd && !LITERAL.matcher(segment).matches()) {
                return -1;
            }
        }
        return gap;
    }

    private static boolean says(String name, Set<String> verbs) {
        String said = null;
        for (String word : BETWEEN_WORDS.split(name.length() > LONGEST_PATH ? "" : name)) {
            String lower = word.toLowerCase(Locale.ROOT);
            if (lower.isEmpty() || FILLERS.contains(lower)) {
                continue;
            }
            if (said != null) {
                return false;
            }
            said = lower;
        }
        return said != null && verbs.contains(said);
    }

    private boolean needsMore(Operation operation) {
        for (JsonNode parameter : api.parameters(operation)) {
            String in = parameter.path("in").asText("");
            if (parameter.path("required").asBoolean() && !in.equals("path") && !in.equals("body")) {
                return true;
            }
        }
        return !new ObjectShape(api, api.requestSchema(operation))
                .requiredKeys()
                .isEmpty();
    }
}
