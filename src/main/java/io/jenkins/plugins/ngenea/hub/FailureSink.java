package io.jenkins.plugins.ngenea.hub;

import io.jenkins.plugins.ngenea.hub.model.TaskFailure;
import java.io.IOException;

/** Receives the failures of a job one by one: there may be a million of them. */
@FunctionalInterface
public interface FailureSink {
    /** @throws IOException if it can take no more */
    void take(TaskFailure failure) throws IOException;
}
