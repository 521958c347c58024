package io.jenkins.plugins.ngenea.request;

import hudson.AbortException;
import hudson.Util;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import io.jenkins.plugins.ngenea.paths.RequestRules;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The validated and trimmed parameters of a step or build step. Immutable once created or read. A plain class, because the
 * marshaller that saves the program does not support records.
 */
public final class WorkflowParameters implements Serializable {
    private static final long serialVersionUID = 1L;

    private String workflow;
    private String site;
    private String discovery;
    private LinkedHashMap<String, Object> fields;
    private String queue;
    private String pathsFile;
    /** Null once they are in the build's directory: the program is saved often, and paths can be many. */
    private ArrayList<String> paths;

    private RunSettings settings;
    private boolean awaitEnd;

    /**
     * @throws AbortException if something is missing or does not fit together; the message says what
     */
    public WorkflowParameters(
            String workflow,
            String site,
            String discovery,
            Map<String, Object> fields,
            String queue,
            List<String> paths,
            String pathsFile,
            boolean awaitEnd,
            RunSettings settings)
            throws AbortException {
        this.workflow = ScriptValue.trimmed(workflow);
        this.site = ScriptValue.trimmed(site);
        this.discovery = discovery;
        this.fields = new LinkedHashMap<>(fields);
        this.queue = ScriptValue.trimmed(queue);
        this.paths = new ArrayList<>(paths);
        this.pathsFile = Util.fixEmptyAndTrim(pathsFile);
        this.awaitEnd = awaitEnd;
        this.settings = settings;
        check();
    }

    private WorkflowParameters(WorkflowParameters other) {
        workflow = other.workflow;
        site = other.site;
        discovery = other.discovery;
        fields = other.fields;
        queue = other.queue;
        paths = null;
        pathsFile = null;
        awaitEnd = other.awaitEnd;
        settings = other.settings;
    }

    private void check() throws AbortException {
        if (workflow == null) {
            throw new AbortException(
                    "'workflow' is empty. Specify the Ngenea Hub workflow to run, for example migrate.");
        }
        refuseFlaw(workflow, "workflow");
        refuseFlaw(site, "site");
        refuseFlaw(discovery, "discovery");
        refuseFlaw(fields, "fields");
        if (queue != null && !RequestRules.isQueue(queue)) {
            throw new AbortException("'queue' must be the name of a queue: letters, digits, '_' and '-' only, not '"
                    + RemoteText.name(queue) + "'. Nothing was submitted.");
        }
        if (paths.isEmpty() && pathsFile == null) {
            throw new AbortException(
                    "No paths: list at least one in 'paths', or name a workspace file that lists them in"
                            + " 'pathsFile'. Nothing was submitted.");
        }
        if (!paths.isEmpty() && pathsFile != null) {
            throw new AbortException("Use either 'paths' or 'pathsFile', not both. Nothing was submitted.");
        }
        if (!awaitEnd && settings.timeoutSeconds() > 0) {
            throw new AbortException("'timeout' requires 'wait': a build that does not wait cannot cancel the Hub job."
                    + " Remove one of them. Nothing was submitted.");
        }
        if (!awaitEnd && (settings.failedPathsFile() != null || settings.failedPathsArtifact())) {
            throw new AbortException("A list of failed paths requires 'wait': which paths failed is known when the job"
                    + " has ended. Remove it here, or wait for the job. Nothing was submitted.");
        }
    }

    private static void refuseFlaw(Object value, String name) throws AbortException {
        String flaw = ScriptValue.flaw(value, name);
        if (flaw != null) {
            throw new AbortException(flaw + " Nothing was submitted.");
        }
    }

    /** What a saved program does not say is as if the script had left it out. */
    @SuppressWarnings("unchecked")
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        ObjectInputStream.GetField read = in.readFields();
        workflow = (String) read.get("workflow", null);
        site = (String) read.get("site", null);
        discovery = (String) read.get("discovery", null);
        fields = (LinkedHashMap<String, Object>) read.get("fields", new LinkedHashMap<>());
        queue = (String) read.get("queue", null);
        pathsFile = (String) read.get("pathsFile", null);
        paths = (ArrayList<String>) read.get("paths", null);
        settings = (RunSettings) read.get("settings", new RunSettings(null, null, true, true, false, 0));
        awaitEnd = read.get("awaitEnd", true);
    }

    /** These without the paths, which are on disk from now on. */
    WorkflowParameters withoutPaths() {
        return new WorkflowParameters(this);
    }

    boolean hasPaths() {
        return paths != null;
    }

    /** Whether a file of the workspace has to be read, or written later. */
    public boolean needsWorkspace() {
        return pathsFile != null || settings.failedPathsFile() != null;
    }

    public String workflow() {
        return workflow;
    }

    /** Null for the Hub's default. */
    public String site() {
        return site;
    }

    public String discovery() {
        return discovery;
    }

    public Map<String, Object> fields() {
        return fields;
    }

    public String queue() {
        return queue;
    }

    List<String> paths() {
        return paths;
    }

    /** Null if the paths were given themselves. */
    String pathsFile() {
        return pathsFile;
    }

    public boolean awaitEnd() {
        return awaitEnd;
    }

    public RunSettings settings() {
        return settings;
    }
}
