package io.jenkins.plugins.ngenea.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The body of a submit as it was read. {@code discovery} is null when the key was absent and a NullNode when it was
 * null; {@code errors} is empty when all is well.
 */
record Submission(
        String workflow,
        String site,
        List<String> paths,
        long pathCount,
        JsonNode discovery,
        ObjectNode fields,
        String queue,
        PathSteering steering,
        ObjectNode errors) {}
