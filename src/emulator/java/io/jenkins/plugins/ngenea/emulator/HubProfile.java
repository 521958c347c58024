package io.jenkins.plugins.ngenea.emulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

    public static final HubProfile DOCUMENTED_ONLY = listed(new Builder("DOCUMENTED_ONLY"));
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
    public static final HubProfile SUBMIT_200 = listed(new Builder("SUBMIT_200").submitStatus(200));
    public static final HubProfile SUBMIT_202 = listed(new Builder("SUBMIT_202").submitStatus(202));
    public static final HubProfile PATHS_IN_JOBS = listed(new Builder("PATHS_IN_JOBS").pathsInJobs(true));
    public static final HubProfile PATHS_IN_TASKS = listed(new Builder("PATHS_IN_TASKS").pathsInTasks(true));
    public static final HubProfile PATHS_BESIDE_TASKS =
            listed(new Builder("PATHS_BESIDE_TASKS").pathsBesideTasks(true));
    public static final HubProfile DETAILS_IN_JOBS =
            listed(new Builder("DETAILS_IN_JOBS").pathsInJobs(true).detailsInJobs(true));
    public static final HubProfile RESULTS_IN_TASKS = listed(new Builder("RESULTS_IN_TASKS").resultsInTasks(true));
    public static final HubProfile BARE_ARRAYS = listed(new Builder("BARE_ARRAYS").bareArrays(true));
    public static final HubProfile BARE_JOB_ARRAY = listed(new Builder("BARE_JOB_ARRAY").bareJobArray(true));
    public static final HubProfile NO_CANCEL_404 = cancel("NO_CANCEL_404", CancelCall.NOT_FOUND);
    public static final HubProfile NO_CANCEL_405 = cancel("NO_CANCEL_405", CancelCall.NOT_ALLOWED);
    public static final HubProfile CANCEL_204 = cancel("CANCEL_204", CancelCall.ANSWERS_NOTHING);
    public static final HubProfile OLDEST_FIRST = listed(new Builder("OLDEST_FIRST").order(JobOrder.OLDEST_FIRST));
    public static final HubProfile UNORDERED = listed(new Builder("UNORDERED").order(JobOrder.UNORDERED));
    public static final HubProfile PAGE_SIZE_IGNORED =
            listed(new Builder("PAGE_SIZE_IGNORED").paging(JobPaging.SIZE_IGNORED));
    public static final HubProfile PAGE_IGNORED = listed(new Builder("PAGE_IGNORED").paging(JobPaging.PAGE_IGNORED));
    public static final HubProfile LOWER_CASE_STATES = listed(new Builder("LOWER_CASE_STATES").lowerCaseStates(true));
    public static final HubProfile CANCELED_SPELLING = listed(new Builder("CANCELED_SPELLING").canceledSpelling(true));
    public static final HubProfile STRING_IDS = listed(new Builder("STRING_IDS").ids(IdStyle.STRING));
    public static final HubProfile UUID_IDS = listed(new Builder("UUID_IDS").ids(IdStyle.UUID));
    public static final HubProfile WORKFLOW_KEY = listed(new Builder("WORKFLOW_KEY").workflowKey(WorkflowKey.WORKFLOW));
    public static final HubProfile TYPE_AND_WORKFLOW_KEYS =
            listed(new Builder("TYPE_AND_WORKFLOW_KEYS").workflowKey(WorkflowKey.BOTH));
    public static final HubProfile FLAT_COUNTERS = listed(new Builder("FLAT_COUNTERS").counters(Counters.FLAT));
    public static final HubProfile NO_COUNTERS = listed(new Builder("NO_COUNTERS").counters(Counters.NONE));
    public static final HubProfile REFRESH_AT_PROSE_PATH =
            listed(new Builder("REFRESH_AT_PROSE_PATH").refreshPath(RefreshPath.TOKEN_REFRESH));
    public static final HubProfile REFRESH_AT_BOTH_PATHS =
            listed(new Builder("REFRESH_AT_BOTH_PATHS").refreshPath(RefreshPath.BOTH));
    public static final HubProfile EXPIRED_403 = listed(new Builder("EXPIRED_403").expiredStatus(403));
    public static final HubProfile MISSING_SLASH_500 =
            listed(new Builder("MISSING_SLASH_500").missingSlash(MissingSlash.SERVER_ERROR));
    public static final HubProfile MISSING_SLASH_REDIRECT =
            listed(new Builder("MISSING_SLASH_REDIRECT").missingSlash(MissingSlash.REDIRECT));
    public static final HubProfile RECURSIVE_ONLY =
            listed(new Builder("RECURSIVE_ONLY").discoveries(Set.of("recursive")));

    private final Builder settings;

    private HubProfile(Builder settings) {
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
        return listed(new Builder(name).submitAnswer(answer));
    }

    private static HubProfile cancel(String name, CancelCall call) {
        return listed(new Builder(name).cancelCall(call));
    }

    private static HubProfile listed(Builder builder) {
        HubProfile profile = builder.build();
        ALL.add(profile);
        return profile;
    }

    /** A builder that starts from this profile. */
    public Builder but(String name) {
        return settings.copy(name);
    }

    public String name() {
        return settings.name;
    }

    Builder settings() {
        return settings;
    }

    @Override
    public String toString() {
        return name();
    }

    /** Builds a profile; starts as {@link HubProfile#DOCUMENTED_ONLY}. */
    public static final class Builder implements Cloneable {
        String name;
        SubmitAnswer submitAnswer = SubmitAnswer.ID;
        int submitStatus = 201;
        boolean pathsInJobs;
        boolean pathsInTasks;
        boolean pathsBesideTasks;
        boolean detailsInJobs;
        boolean resultsInTasks;
        boolean bareArrays;
        boolean bareJobArray;
        CancelCall cancelCall = CancelCall.ANSWERS_JOB;
        JobOrder order = JobOrder.NEWEST_FIRST;
        JobPaging paging = JobPaging.HEEDED;
        boolean lowerCaseStates;
        boolean canceledSpelling;
        IdStyle ids = IdStyle.NUMBER;
        WorkflowKey workflowKey = WorkflowKey.TYPE;
        Counters counters = Counters.NESTED;
        RefreshPath refreshPath = RefreshPath.AUTH_TOKEN_REFRESH;
        int expiredStatus = 401;
        MissingSlash missingSlash = MissingSlash.NOT_FOUND;
        Set<String> discoveries = Set.of("recursive", "snapdiff");

        public Builder(String name) {
            this.name = name;
        }

        public Builder submitAnswer(SubmitAnswer value) {
            submitAnswer = value;
            return this;
        }

        public Builder submitStatus(int value) {
            submitStatus = value;
            return this;
        }

        public Builder pathsInJobs(boolean value) {
            pathsInJobs = value;
            return this;
        }

        public Builder pathsInTasks(boolean value) {
            pathsInTasks = value;
            return this;
        }

        /** {@code paths} of a task is the address of a list, as the Hub itself sees it from inside. */
        public Builder pathsBesideTasks(boolean value) {
            pathsBesideTasks = value;
            return this;
        }

        public Builder detailsInJobs(boolean value) {
            detailsInJobs = value;
            return this;
        }

        public Builder resultsInTasks(boolean value) {
            resultsInTasks = value;
            return this;
        }

        public Builder bareArrays(boolean value) {
            bareArrays = value;
            return this;
        }

        public Builder bareJobArray(boolean value) {
            bareJobArray = value;
            return this;
        }

        public Builder cancelCall(CancelCall value) {
            cancelCall = value;
            return this;
        }

        public Builder order(JobOrder value) {
            order = value;
            return this;
        }

        public Builder paging(JobPaging value) {
            paging = value;
            return this;
        }

        public Builder lowerCaseStates(boolean value) {
            lowerCaseStates = value;
            return this;
        }

        public Builder canceledSpelling(boolean value) {
            canceledSpelling = value;
            return this;
        }

        public Builder ids(IdStyle value) {
            ids = value;
            return this;
        }

        public Builder workflowKey(WorkflowKey value) {
            workflowKey = value;
            return this;
        }

        public Builder counters(Counters value) {
            counters = value;
            return this;
        }

        public Builder refreshPath(RefreshPath value) {
            refreshPath = value;
            return this;
        }

        public Builder expiredStatus(int value) {
            expiredStatus = value;
            return this;
        }

        public Builder missingSlash(MissingSlash value) {
            missingSlash = value;
            return this;
        }

        public Builder discoveries(Set<String> value) {
            discoveries = value;
            return this;
        }

        private Builder copy(String newName) {
            try {
                Builder copy = (Builder) clone();
                copy.name = newName;
                return copy;
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException(e);
            }
        }

        public HubProfile build() {
            return new HubProfile(copy(name));
        }
    }
}
