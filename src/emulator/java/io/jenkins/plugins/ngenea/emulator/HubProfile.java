package io.jenkins.plugins.ngenea.emulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How this Hub behaves where the manual is silent. {@link #DOCUMENTED_ONLY} answers with nothing that no manual page
 * shows, save the least a client cannot do without (an id after a submit, a job's usual members); every other constant
 * differs from it in one assumption.
 */
public final class HubProfile {
    /** What the answer to a submit carries (undocumented). */
    public enum SubmitAnswer {
        /** {@code {"id": 7}}. */
        ID,
        /** {@code {"job_id": 7}}. */
        JOB_ID,
        /** {@code {"job": 7}}. */
        JOB_NUMBER,
        /** {@code {"job": {"id": 7, ...}}}. */
        JOB_OBJECT,
        /** {@code {"job": "http://.../api/jobs/7/"}}. */
        JOB_URL,
        /** {@code {"jobs": [7]}}. */
        JOBS_NUMBERS,
        /** {@code {"jobs": [{"id": 7, ...}]}}. */
        JOBS_OBJECTS,
        /** {@code {"jobs": ["http://.../api/jobs/7/"]}}. */
        JOBS_URLS,
        /** {@code {"url": "http://.../api/jobs/7/"}}. */
        URL,
        /** No body; {@code Location: http://.../api/jobs/7/}. */
        LOCATION,
        /** The job resource itself. */
        JOB_RESOURCE,
        /** {@code {"status": "ok"}}: the job exists, but the answer does not tell which. */
        NOTHING
    }

    /** In which order the job list comes (undocumented). */
    public enum JobOrder {
        NEWEST_FIRST,
        OLDEST_FIRST,
        /** A mixed but stable order. */
        UNORDERED
    }

    /** What of {@code page} and {@code page_size} the job list heeds (assumed: both). */
    public enum JobPaging {
        HEEDED,
        /** Pages of 20, whatever is asked for. */
        SIZE_IGNORED,
        /** The first page, whatever is asked for. */
        PAGE_IGNORED
    }

    /** How ids are written: a JSON number, the number as a JSON string, or a UUID. */
    public enum IdStyle {
        NUMBER,
        STRING,
        UUID
    }

    /** Which member of a job names its workflow. */
    public enum WorkflowKey {
        TYPE,
        WORKFLOW,
        BOTH
    }

    /** Where a job's counters are: in an object {@code counts}, as members of the job, or nowhere. */
    public enum Counters {
        NESTED,
        FLAT,
        NONE
    }

    /** What becomes of {@code POST /api/jobs/ID/cancel/} (and pause, resume): URLs are assumed. */
    public enum CancelCall {
        ANSWERS_JOB,
        ANSWERS_NOTHING,
        NOT_FOUND,
        NOT_ALLOWED
    }

    /** The call that cancels a job: method and last part of {@code /api/jobs/ID/.../} (assumed: {@link #CANCEL}). */
    public enum CancelAddress {
        CANCEL("POST", "cancel"),
        STOP("POST", "stop"),
        ABORT("POST", "abort"),
        PATCH_ABORT("PATCH", "abort"),
        DELETE_STOP("DELETE", "stop");

        final String method;
        final String word;

        CancelAddress(String method, String word) {
            this.method = method;
            this.word = word;
        }
    }

    /** Where the Hub describes its API (that it does is documented): the usual addresses, or one that only its page names. */
    public enum SchemaAt {
        NOWHERE(""),
        SCHEMA("schema/"),
        DOCS_QUERY("docs/?format=openapi"),
        SWAGGER_JSON("swagger.json"),
        DOCS_SWAGGER_JSON("docs/swagger.json"),
        LINKED("reference/open-api.json");

        private final String address;

        SchemaAt(String address) {
            this.address = address;
        }

        /** Below {@code /api/}; empty for {@link #NOWHERE}. */
        public String address() {
            return address;
        }
    }

    /** In which language it does. */
    public enum SchemaDialect {
        OPENAPI_3,
        SWAGGER_2
    }

    /** Where tokens are refreshed: the manual's curl example, its prose, or both. */
    public enum RefreshPath {
        AUTH_TOKEN_REFRESH,
        TOKEN_REFRESH,
        BOTH
    }

    /** What a POST without the trailing slash gets (documented: an error; which one is not). */
    public enum MissingSlash {
        NOT_FOUND,
        SERVER_ERROR,
        REDIRECT
    }

    private static final List<HubProfile> ALL = new ArrayList<>();

    public static final HubProfile DOCUMENTED_ONLY = listed(new HubProfileBuilder("DOCUMENTED_ONLY"));
    public static final HubProfile SUBMIT_JOB_ID = submit("SUBMIT_JOB_ID", SubmitAnswer.JOB_ID);
    public static final HubProfile SUBMIT_JOB_NUMBER = submit("SUBMIT_JOB_NUMBER", SubmitAnswer.JOB_NUMBER);
    public static final HubProfile SUBMIT_JOB_OBJECT = submit("SUBMIT_JOB_OBJECT", SubmitAnswer.JOB_OBJECT);
    public static final HubProfile SUBMIT_JOB_URL = submit("SUBMIT_JOB_URL", SubmitAnswer.JOB_URL);
    public static final HubProfile SUBMIT_JOBS_NUMBERS = submit("SUBMIT_JOBS_NUMBERS", SubmitAnswer.JOBS_NUMBERS);
    public static final HubProfile SUBMIT_JOBS_OBJECTS = submit("SUBMIT_JOBS_OBJECTS", SubmitAnswer.JOBS_OBJECTS);
    public static final HubProfile SUBMIT_JOBS_URLS = submit("SUBMIT_JOBS_URLS", SubmitAnswer.JOBS_URLS);
    public static final HubProfile SUBMIT_URL = submit("SUBMIT_URL", SubmitAnswer.URL);
    public static final HubProfile SUBMIT_LOCATION = submit("SUBMIT_LOCATION", SubmitAnswer.LOCATION);
    public static final HubProfile SUBMIT_JOB_RESOURCE = submit("SUBMIT_JOB_RESOURCE", SubmitAnswer.JOB_RESOURCE);
    public static final HubProfile SUBMIT_WITHOUT_ID = submit("SUBMIT_WITHOUT_ID", SubmitAnswer.NOTHING);
    public static final HubProfile SUBMIT_200 = listed(new HubProfileBuilder("SUBMIT_200").submitStatus(200));
    public static final HubProfile SUBMIT_202 = listed(new HubProfileBuilder("SUBMIT_202").submitStatus(202));
    public static final HubProfile PATHS_IN_JOBS = listed(new HubProfileBuilder("PATHS_IN_JOBS").pathsInJobs(true));
    public static final HubProfile PATHS_IN_TASKS = listed(new HubProfileBuilder("PATHS_IN_TASKS").pathsInTasks(true));
    public static final HubProfile PATHS_BESIDE_TASKS =
            listed(new HubProfileBuilder("PATHS_BESIDE_TASKS").pathsBesideTasks(true));
    public static final HubProfile DETAILS_IN_JOBS =
            listed(new HubProfileBuilder("DETAILS_IN_JOBS").pathsInJobs(true).detailsInJobs(true));
    public static final HubProfile RESULTS_IN_TASKS =
            listed(new HubProfileBuilder("RESULTS_IN_TASKS").resultsInTasks(true));
    public static final HubProfile TASKS_OF_ALL_JOBS =
            listed(new HubProfileBuilder("TASKS_OF_ALL_JOBS").tasksOfAllJobs(true));
    public static final HubProfile BARE_ARRAYS = listed(new HubProfileBuilder("BARE_ARRAYS").bareArrays(true));
    public static final HubProfile BARE_JOB_ARRAY = listed(new HubProfileBuilder("BARE_JOB_ARRAY").bareJobArray(true));
    public static final HubProfile NO_CANCEL_404 = cancel("NO_CANCEL_404", CancelCall.NOT_FOUND);
    public static final HubProfile NO_CANCEL_405 = cancel("NO_CANCEL_405", CancelCall.NOT_ALLOWED);
    public static final HubProfile CANCEL_204 = cancel("CANCEL_204", CancelCall.ANSWERS_NOTHING);
    public static final HubProfile OLDEST_FIRST =
            listed(new HubProfileBuilder("OLDEST_FIRST").order(JobOrder.OLDEST_FIRST));
    public static final HubProfile UNORDERED = listed(new HubProfileBuilder("UNORDERED").order(JobOrder.UNORDERED));
    public static final HubProfile PAGE_SIZE_IGNORED =
            listed(new HubProfileBuilder("PAGE_SIZE_IGNORED").paging(JobPaging.SIZE_IGNORED));
    public static final HubProfile PAGE_IGNORED =
            listed(new HubProfileBuilder("PAGE_IGNORED").paging(JobPaging.PAGE_IGNORED));
    public static final HubProfile LOWER_CASE_STATES =
            listed(new HubProfileBuilder("LOWER_CASE_STATES").lowerCaseStates(true));
    public static final HubProfile CANCELED_SPELLING =
            listed(new HubProfileBuilder("CANCELED_SPELLING").canceledSpelling(true));
    public static final HubProfile STRING_IDS = listed(new HubProfileBuilder("STRING_IDS").ids(IdStyle.STRING));
    public static final HubProfile UUID_IDS = listed(new HubProfileBuilder("UUID_IDS").ids(IdStyle.UUID));
    public static final HubProfile WORKFLOW_KEY =
            listed(new HubProfileBuilder("WORKFLOW_KEY").workflowKey(WorkflowKey.WORKFLOW));
    public static final HubProfile TYPE_AND_WORKFLOW_KEYS =
            listed(new HubProfileBuilder("TYPE_AND_WORKFLOW_KEYS").workflowKey(WorkflowKey.BOTH));
    public static final HubProfile FLAT_COUNTERS =
            listed(new HubProfileBuilder("FLAT_COUNTERS").counters(Counters.FLAT));
    public static final HubProfile NO_COUNTERS = listed(new HubProfileBuilder("NO_COUNTERS").counters(Counters.NONE));
    public static final HubProfile REFRESH_AT_PROSE_PATH =
            listed(new HubProfileBuilder("REFRESH_AT_PROSE_PATH").refreshPath(RefreshPath.TOKEN_REFRESH));
    public static final HubProfile REFRESH_AT_BOTH_PATHS =
            listed(new HubProfileBuilder("REFRESH_AT_BOTH_PATHS").refreshPath(RefreshPath.BOTH));
    public static final HubProfile EXPIRED_403 = listed(new HubProfileBuilder("EXPIRED_403").expiredStatus(403));
    public static final HubProfile MISSING_SLASH_500 =
            listed(new HubProfileBuilder("MISSING_SLASH_500").missingSlash(MissingSlash.SERVER_ERROR));
    public static final HubProfile MISSING_SLASH_REDIRECT =
            listed(new HubProfileBuilder("MISSING_SLASH_REDIRECT").missingSlash(MissingSlash.REDIRECT));
    public static final HubProfile RECURSIVE_ONLY =
            listed(new HubProfileBuilder("RECURSIVE_ONLY").discoveries(Set.of("recursive")));
    public static final HubProfile SCHEMA = schema("SCHEMA", SchemaAt.SCHEMA, SchemaDialect.OPENAPI_3);
    public static final HubProfile SCHEMA_IN_YAML = listed(new HubProfileBuilder("SCHEMA_IN_YAML")
            .schema(SchemaAt.SCHEMA, SchemaDialect.OPENAPI_3)
            .schemaInYaml(true));
    public static final HubProfile SCHEMA_LINKED = schema("SCHEMA_LINKED", SchemaAt.LINKED, SchemaDialect.OPENAPI_3);
    public static final HubProfile SWAGGER_OF_DOCS =
            schema("SWAGGER_OF_DOCS", SchemaAt.DOCS_QUERY, SchemaDialect.SWAGGER_2);
    public static final HubProfile SWAGGER_JSON =
            schema("SWAGGER_JSON", SchemaAt.SWAGGER_JSON, SchemaDialect.SWAGGER_2);
    public static final HubProfile DOCS_SWAGGER_JSON =
            schema("DOCS_SWAGGER_JSON", SchemaAt.DOCS_SWAGGER_JSON, SchemaDialect.SWAGGER_2);
    public static final HubProfile CANCEL_IS_STOP = listed(new HubProfileBuilder("CANCEL_IS_STOP")
            .cancelAt(CancelAddress.STOP)
            .schema(SchemaAt.SCHEMA, SchemaDialect.OPENAPI_3));
    public static final HubProfile CANCEL_IS_PATCH = listed(new HubProfileBuilder("CANCEL_IS_PATCH")
            .cancelAt(CancelAddress.PATCH_ABORT)
            .schema(SchemaAt.SWAGGER_JSON, SchemaDialect.SWAGGER_2));
    public static final HubProfile CANCEL_IS_DELETE = listed(new HubProfileBuilder("CANCEL_IS_DELETE")
            .cancelAt(CancelAddress.DELETE_STOP)
            .schema(SchemaAt.SCHEMA, SchemaDialect.OPENAPI_3)
            .schemaInYaml(true));
    public static final HubProfile CANCEL_IS_ONE_OF_TWO = listed(new HubProfileBuilder("CANCEL_IS_ONE_OF_TWO")
            .cancelAt(CancelAddress.STOP, CancelAddress.ABORT)
            .schema(SchemaAt.SCHEMA, SchemaDialect.OPENAPI_3));
    public static final HubProfile CANCEL_IS_UNTOLD =
            listed(new HubProfileBuilder("CANCEL_IS_UNTOLD").cancelAt(CancelAddress.STOP));
    public static final HubProfile WORDS_OF_PAGES = listed(new HubProfileBuilder("WORDS_OF_PAGES").stateWords(words()));
    public static final HubProfile NESTED_REFUSALS =
            listed(new HubProfileBuilder("NESTED_REFUSALS").nestedRefusals(true));
    public static final HubProfile OLD_EDITION = listed(
            new HubProfileBuilder("OLD_EDITION").queues(false).alerts(false).discoveries(Set.of("recursive")));
    public static final HubProfile NEWEST_EDITION = listed(new HubProfileBuilder("NEWEST_EDITION")
            .stateWords(Map.of("CANCELLING", "DEQUEUING"))
            .pathsBesideTasks(true)
            .nestedRefusals(true)
            .schema(SchemaAt.SCHEMA, SchemaDialect.OPENAPI_3)
            .schemaInYaml(true));

    private final HubProfileBuilder settings;

    HubProfile(HubProfileBuilder settings) {
        this.settings = settings;
    }

    /** Every named profile, {@link #DOCUMENTED_ONLY} first. */
    public static List<HubProfile> all() {
        return Collections.unmodifiableList(ALL);
    }

    /** The named profile of this name. */
    public static HubProfile named(String name) {
        return ALL.stream()
                .filter(profile -> profile.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no Hub profile is called " + name));
    }

    private static HubProfile submit(String name, SubmitAnswer answer) {
        return listed(new HubProfileBuilder(name).submitAnswer(answer));
    }

    private static HubProfile schema(String name, SchemaAt at, SchemaDialect dialect) {
        return listed(new HubProfileBuilder(name).schema(at, dialect));
    }

    /** How the user interfaces of 2.4 and 2.5 spell the states. */
    private static Map<String, String> words() {
        return Map.of(
                "PENDING", "New",
                "STARTED", "Started",
                "SUCCESS", "Succeeded",
                "FAILURE", "Failure",
                "ERROR", "Error",
                "SKIPPED", "Skipped",
                "PAUSED", "Paused",
                "CANCELLING", "Cancelling",
                "CANCELLED", "Cancelled");
    }

    private static HubProfile cancel(String name, CancelCall call) {
        return listed(new HubProfileBuilder(name).cancelCall(call));
    }

    private static HubProfile listed(HubProfileBuilder builder) {
        HubProfile profile = builder.build();
        ALL.add(profile);
        return profile;
    }

    /** A builder that starts from this profile. */
    public HubProfileBuilder but(String name) {
        return settings.copy(name);
    }

    public String name() {
        return settings.name;
    }

    HubProfileBuilder settings() {
        return settings;
    }

    @Override
    public String toString() {
        return name();
    }
}
