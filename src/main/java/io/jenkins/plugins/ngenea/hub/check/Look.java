package io.jenkins.plugins.ngenea.hub.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.ngenea.hub.JobParser;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubInvalidAnswerException;
import io.jenkins.plugins.ngenea.hub.error.HubNotFoundException;
import io.jenkins.plugins.ngenea.hub.error.HubRefusalException;
import io.jenkins.plugins.ngenea.hub.error.HubUnauthorizedException;
import io.jenkins.plugins.ngenea.hub.model.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of one call.
 *
 * @param answer missing if there is none
 * @param why null if there is an answer, or if the call was not made
 */
record Look(JsonNode answer, HubException why) {
    static final Look NOT_MADE = new Look(MissingNode.getInstance(), null);

    static Look at(JsonNode answer) {
        return new Look(answer, null);
    }

    static Look failed(HubException why) {
        return new Look(MissingNode.getInstance(), why);
    }

    boolean isThere() {
        return !answer.isMissingNode();
    }

    /** The items of a list; null if it is none. */
    JsonNode items() {
        return JobParser.items(answer);
    }

    /** The jobs among the items. */
    List<Job> jobs() {
        List<Job> jobs = new ArrayList<>();
        each().forEach(item -> Optional.ofNullable(JobParser.job(item, null)).ifPresent(jobs::add));
        return jobs;
    }

    /** The items, none if it is no list. */
    Iterable<JsonNode> each() {
        return items() == null ? List.of() : items();
    }

    /** A Hub without a call says so; a refused or silent one says nothing about it. */
    Finding finding(Finding before) {
        boolean isNo = why instanceof HubRefusalException && !(why instanceof HubUnauthorizedException);
        return isNo || why instanceof HubInvalidAnswerException ? Finding.CONTRADICTED : before;
    }

    /** Why there is no answer, in a sentence. */
    String sentence() {
        if (why == null) {
            return "It was not asked for.";
        }
        if (why instanceof HubNotFoundException e) {
            return "The Hub has no such call (HTTP " + e.status() + ").";
        }
        if (why instanceof HubUnauthorizedException e) {
            return "It is not open to this key (HTTP " + e.status() + ").";
        }
        if (why instanceof HubRefusalException e) {
            return "The Hub refuses the call (HTTP " + e.status() + ").";
        }
        return why instanceof HubInvalidAnswerException
                ? "The answer is not JSON, or too large."
                : "The Hub gave no answer that can be used.";
    }
}
