package io.jenkins.plugins.ngenea.emulator;

import io.jenkins.plugins.ngenea.emulator.HubProfile.CancelAddress;
import io.jenkins.plugins.ngenea.emulator.HubProfile.CancelCall;
import io.jenkins.plugins.ngenea.emulator.HubProfile.Counters;
import io.jenkins.plugins.ngenea.emulator.HubProfile.IdStyle;
import io.jenkins.plugins.ngenea.emulator.HubProfile.JobOrder;
import io.jenkins.plugins.ngenea.emulator.HubProfile.JobPaging;
import io.jenkins.plugins.ngenea.emulator.HubProfile.MissingSlash;
import io.jenkins.plugins.ngenea.emulator.HubProfile.RefreshPath;
import io.jenkins.plugins.ngenea.emulator.HubProfile.SchemaAt;
import io.jenkins.plugins.ngenea.emulator.HubProfile.SchemaDialect;
import io.jenkins.plugins.ngenea.emulator.HubProfile.SubmitAnswer;
import io.jenkins.plugins.ngenea.emulator.HubProfile.WorkflowKey;
import java.util.Map;
import java.util.Set;

/** Builds a profile; starts as {@link HubProfile#DOCUMENTED_ONLY}. */
public final class HubProfileBuilder implements Cloneable {
    String name;
    SubmitAnswer submitAnswer = SubmitAnswer.ID;
    int submitStatus = 201;
    boolean pathsInJobs;
    boolean pathsInTasks;
    boolean pathsBesideTasks;
    boolean detailsInJobs;
    boolean resultsInTasks;
    boolean tasksOfAllJobs;
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
    boolean queues = true;
    boolean alerts = true;
    Map<String, String> stateWords = Map.of();
    boolean nestedRefusals;
    Set<CancelAddress> cancelAt = Set.of(CancelAddress.CANCEL);
    SchemaAt schemaAt = SchemaAt.NOWHERE;
    SchemaDialect schemaDialect = SchemaDialect.OPENAPI_3;
    boolean schemaInYaml;

    public HubProfileBuilder(String name) {
        this.name = name;
    }

    public HubProfileBuilder submitAnswer(SubmitAnswer value) {
        submitAnswer = value;
        return this;
    }

    public HubProfileBuilder submitStatus(int value) {
        submitStatus = value;
        return this;
    }

    public HubProfileBuilder pathsInJobs(boolean value) {
        pathsInJobs = value;
        return this;
    }

    public HubProfileBuilder pathsInTasks(boolean value) {
        pathsInTasks = value;
        return this;
    }

    /** {@code paths} of a task is the address of a list, as the Hub itself sees it from inside. */
    public HubProfileBuilder pathsBesideTasks(boolean value) {
        pathsBesideTasks = value;
        return this;
    }

    public HubProfileBuilder detailsInJobs(boolean value) {
        detailsInJobs = value;
        return this;
    }

    public HubProfileBuilder resultsInTasks(boolean value) {
        resultsInTasks = value;
        return this;
    }

    /** The list of tasks does not heed {@code job}. */
    public HubProfileBuilder tasksOfAllJobs(boolean value) {
        tasksOfAllJobs = value;
        return this;
    }

    public HubProfileBuilder bareArrays(boolean value) {
        bareArrays = value;
        return this;
    }

    public HubProfileBuilder bareJobArray(boolean value) {
        bareJobArray = value;
        return this;
    }

    public HubProfileBuilder cancelCall(CancelCall value) {
        cancelCall = value;
        return this;
    }

    public HubProfileBuilder order(JobOrder value) {
        order = value;
        return this;
    }

    public HubProfileBuilder paging(JobPaging value) {
        paging = value;
        return this;
    }

    public HubProfileBuilder lowerCaseStates(boolean value) {
        lowerCaseStates = value;
        return this;
    }

    public HubProfileBuilder canceledSpelling(boolean value) {
        canceledSpelling = value;
        return this;
    }

    public HubProfileBuilder ids(IdStyle value) {
        ids = value;
        return this;
    }

    public HubProfileBuilder workflowKey(WorkflowKey value) {
        workflowKey = value;
        return this;
    }

    public HubProfileBuilder counters(Counters value) {
        counters = value;
        return this;
    }

    public HubProfileBuilder refreshPath(RefreshPath value) {
        refreshPath = value;
        return this;
    }

    public HubProfileBuilder expiredStatus(int value) {
        expiredStatus = value;
        return this;
    }

    public HubProfileBuilder missingSlash(MissingSlash value) {
        missingSlash = value;
        return this;
    }

    public HubProfileBuilder discoveries(Set<String> value) {
        discoveries = value;
        return this;
    }

    /** Whether a submit may name a queue (from 2.4 on). */
    public HubProfileBuilder queues(boolean value) {
        queues = value;
        return this;
    }

    /** Whether alerts can be asked for (documented for 2.9.0). */
    public HubProfileBuilder alerts(boolean value) {
        alerts = value;
        return this;
    }

    /** Other spellings of states, by the one of the manual. */
    public HubProfileBuilder stateWords(Map<String, String> value) {
        stateWords = value;
        return this;
    }

    /** Whether the refusal of a token has the list {@code messages}. */
    public HubProfileBuilder nestedRefusals(boolean value) {
        nestedRefusals = value;
        return this;
    }

    public HubProfileBuilder cancelAt(CancelAddress... values) {
        cancelAt = Set.of(values);
        return this;
    }

    public HubProfileBuilder schema(SchemaAt at, SchemaDialect dialect) {
        schemaAt = at;
        schemaDialect = dialect;
        return this;
    }

    /** In YAML, whatever the client would rather have. */
    public HubProfileBuilder schemaInYaml(boolean value) {
        schemaInYaml = value;
        return this;
    }

    HubProfileBuilder copy(String newName) {
        try {
            HubProfileBuilder copy = (HubProfileBuilder) clone();
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
