package io.jenkins.plugins.ngenea.engine;

import io.jenkins.plugins.ngenea.hub.model.WorkflowRequest;
import java.io.IOException;

/** Where the request of a run comes from, when it is needed: it may be large and on disk. */
@FunctionalInterface
public interface RequestSource {
    /**
     * @throws IOException if it cannot be read; the message tells a person what to do
     */
    WorkflowRequest request() throws IOException;
}
