package io.jenkins.plugins.ngenea.report;

import io.jenkins.plugins.ngenea.hub.model.TaskFailure;
import io.jenkins.plugins.ngenea.output.Outcome;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** The return value of the steps: how the Hub job ended. Usable in the sandbox without approval. */
public final class NgeneaJobResult implements Serializable {
    private static final long serialVersionUID = 1L;

    /** State of a job that nobody waited for. */
    private static final String SUBMITTED = "SUBMITTED";

    private final String id;
    private final String state;
    private final String url;
    private final String workflow;
    private final String site;
    private final String hub;
    private final long durationMillis;

    /** Null if another version saved the program, and did not know of it. */
    private final LinkedHashMap<String, Long> counts;

    /** Null likewise. */
    private final ArrayList<Failure> failures;

    /** False in what an earlier version saved: nobody looked then, and who goes by the list must not forget anything. */
    private final boolean failedPathsComplete;

    /**
     * @param failedPathsComplete whether a list of the failed paths was made that has everything that is to be done again
     */
    public NgeneaJobResult(
            Outcome outcome, String hub, String url, String workflow, String site, boolean failedPathsComplete) {
        this.id = outcome.jobId();
        this.state = outcome.job() == null ? SUBMITTED : outcome.job().stateName();
        this.url = url;
        this.workflow = workflow;
        this.site = site;
        this.hub = hub;
        this.durationMillis = outcome.duration().toMillis();
        this.counts = new LinkedHashMap<>(
                outcome.job() == null ? Map.of() : outcome.job().counts());
        this.failures = new ArrayList<>();
        outcome.failures().forEach(failure -> failures.add(new Failure(failure)));
        this.failedPathsComplete = failedPathsComplete;
    }

    /** Id of the Hub job. */
    @Whitelisted
    public String getId() {
        return id;
    }

    /** The Hub's end state, e.g. SUCCESS; SUBMITTED if nobody waited for it. */
    @Whitelisted
    public String getState() {
        return state;
    }

    /** Page of the job in the Hub. */
    @Whitelisted
    public String getUrl() {
        return url;
    }

    @Whitelisted
    public String getWorkflow() {
        return workflow;
    }

    @Whitelisted
    public String getSite() {
        return site;
    }

    /** Name of the Hub in Jenkins' configuration. */
    @Whitelisted
    public String getHub() {
        return hub;
    }

    /** From the start of the step to the end of the job, in milliseconds. */
    @Whitelisted
    public long getDurationMillis() {
        return durationMillis;
    }

    /** The Hub's counters with its names. */
    @Whitelisted
    public Map<String, Long> getCounts() {
        return counts == null ? Collections.emptyMap() : Collections.unmodifiableMap(counts);
    }

    /** What failed; at most 100. */
    @Whitelisted
    public List<Failure> getFailures() {
        return failures == null ? Collections.emptyList() : Collections.unmodifiableList(failures);
    }

    /** Whether the list that was asked for has all that failed; false if none was. */
    @Whitelisted
    public boolean isFailedPathsComplete() {
        return failedPathsComplete;
    }

    /** All of it as maps and lists, to be written as JSON: what is null stays so there. */
    @Whitelisted
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", id);
        map.put("state", state);
        map.put("url", url);
        map.put("workflow", workflow);
        map.put("site", site);
        map.put("hub", hub);
        map.put("durationMillis", durationMillis);
        map.put("counts", new LinkedHashMap<>(getCounts()));
        List<Map<String, Object>> list = new ArrayList<>();
        getFailures().forEach(failure -> list.add(failure.toMap()));
        map.put("failures", list);
        map.put("failedPathsComplete", failedPathsComplete);
        return map;
    }

    @Whitelisted
    @Override
    public String toString() {
        return "job " + id + " " + state;
    }

    /** One file or task that failed. */
    public static final class Failure implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String path;
        private final String state;
        private final String message;
        private final String type;
        private final String site;

        Failure(TaskFailure failure) {
            this.path = failure.path();
            this.state = failure.state();
            this.message = failure.message();
            this.type = failure.type();
            this.site = failure.site();
        }

        /** Exactly as the Hub says it; null if it names none. */
        @Whitelisted
        public String getPath() {
            return path;
        }

        @Whitelisted
        public String getState() {
            return state;
        }

        @Whitelisted
        public String getMessage() {
            return message;
        }

        /** What kind of task failed. */
        @Whitelisted
        public String getType() {
            return type;
        }

        /** Where it failed. */
        @Whitelisted
        public String getSite() {
            return site;
        }

        private Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("path", path);
            map.put("state", state);
            map.put("message", message);
            map.put("type", type);
            map.put("site", site);
            return map;
        }

        /** A line for a log. */
        @Whitelisted
        @Override
        public String toString() {
            return new TaskFailure(path, state, message, type, site, 0, 1).toString();
        }
    }
}
