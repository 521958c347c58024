package io.jenkins.plugins.ngenea.binding;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.ngenea.config.HubConnections;
import io.jenkins.plugins.ngenea.config.HubForms;
import io.jenkins.plugins.ngenea.config.HubSecrets;
import io.jenkins.plugins.ngenea.config.NgeneaHub;
import io.jenkins.plugins.ngenea.config.NgeneaHubConfiguration;
import io.jenkins.plugins.ngenea.engine.Connection.ConnectionException;
import io.jenkins.plugins.ngenea.hub.JwtLogin;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.credentialsbinding.BindingDescriptor;
import org.jenkinsci.plugins.credentialsbinding.MultiBinding;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * Binds two variables for shell steps that call a Hub: its URL, which is public, and a key of the job, which is masked.
 * The key configured for the Hub is never bound: this plugin's steps decide how that one is used, not a shell.
 */
public final class NgeneaHubBinding extends MultiBinding<StandardCredentials> {
    public static final String DEFAULT_URL_VARIABLE = "NGENEA_HUB_URL";
    public static final String DEFAULT_KEY_VARIABLE = "NGENEA_API_KEY";

    private String hub;
    /** Null for the default, as in a configuration written without it. */
    private String urlVariable;
    /** Null for the default. */
    private String keyVariable;

    @DataBoundConstructor
    public NgeneaHubBinding(String credentialsId) {
        super(Util.fixNull(credentialsId).strip());
    }

    /** Null for the default. */
    @CheckForNull
    public String getHub() {
        return hub;
    }

    @DataBoundSetter
    public void setHub(String hub) {
        this.hub = Util.fixEmptyAndTrim(hub);
    }

    public String getUrlVariable() {
        return Util.fixEmptyAndTrim(urlVariable) == null ? DEFAULT_URL_VARIABLE : urlVariable;
    }

    @DataBoundSetter
    public void setUrlVariable(String urlVariable) {
        this.urlVariable = Util.fixEmptyAndTrim(urlVariable);
    }

    public String getKeyVariable() {
        return Util.fixEmptyAndTrim(keyVariable) == null ? DEFAULT_KEY_VARIABLE : keyVariable;
    }

    @DataBoundSetter
    public void setKeyVariable(String keyVariable) {
        this.keyVariable = Util.fixEmptyAndTrim(keyVariable);
    }

    @Override
    protected Class<StandardCredentials> type() {
        return StandardCredentials.class;
    }

    @Override
    public Set<String> variables(@NonNull Run<?, ?> build) {
        return Set.of(getKeyVariable());
    }

    @Override
    public MultiEnvironment bind(
            @NonNull Run<?, ?> build,
            @Nullable FilePath workspace,
            @Nullable Launcher launcher,
            @NonNull TaskListener listener)
            throws IOException, InterruptedException {
        checkVariables();
        try {
            NgeneaHub found = NgeneaHubConfiguration.get().find(hub, build.getParent());
            String url = HubConnections.url(found).toString();
            String key = key(found, build, listener);
            return new MultiEnvironment(Map.of(getKeyVariable(), key), Map.of(getUrlVariable(), url));
        } catch (ConnectionException e) {
            // no cause: a build log wants the line, not a stack trace
            throw new AbortException(e.getMessage());
        }
    }

    private void checkVariables() throws AbortException {
        abortOn("urlVariable", VariableNames.problem(getUrlVariable()));
        abortOn("keyVariable", VariableNames.problem(getKeyVariable()));
        if (VariableNames.same(getUrlVariable(), getKeyVariable())) {
            throw new AbortException("ngeneaHub: 'urlVariable' and 'keyVariable' are both '" + getKeyVariable()
                    + "'. Use two different variables.");
        }
    }

    private static void abortOn(String parameter, @CheckForNull String problem) throws AbortException {
        if (problem != null) {
            throw new AbortException("ngeneaHub: invalid '" + parameter + "': " + problem);
        }
    }

    private String key(NgeneaHub found, Run<?, ?> build, TaskListener listener)
            throws ConnectionException, InterruptedException {
        // null in a job's file that says nothing of it
        if (Util.fixEmptyAndTrim(getCredentialsId()) == null) {
            throw new ConnectionException(
                    "ngeneaHub: 'credentialsId' is missing. Builds never get the key configured for Ngenea Hub '"
                            + found.getName() + "'; use a credential of this job or its folder.");
        }
        StandardCredentials credential = HubSecrets.ofJob(found, getCredentialsId(), build);
        if (HubSecrets.authentication(credential) instanceof JwtLogin login) {
            String token = token(found, login);
            listener.getLogger()
                    .println(getKeyVariable() + " contains an access token for Ngenea Hub '" + found.getName()
                            + "'. It is valid for an hour; send it as 'Authorization: Bearer'.");
            return token;
        }
        // authentication() knows one other kind, and has checked that there is a key in it
        return ((StringCredentials) credential).getSecret().getPlainText().strip();
    }

    private String token(NgeneaHub found, JwtLogin login) throws ConnectionException, InterruptedException {
        try {
            return HubConnections.get().freshAccessToken(found, login);
        } catch (ConnectionException e) {
            boolean mayHeal = e.getCause() instanceof HubException cause && (cause.mayHeal() || cause.mayBeGateways());
            throw new ConnectionException(
                    "Cannot get an access token from Ngenea Hub '" + found.getName() + "' with credential '"
                            + getCredentialsId() + "'. " + e.getMessage()
                            + (mayHeal
                                    ? " Check that the Hub is running and that Jenkins can reach it, then try again."
                                    : ""),
                    e);
        }
    }

    /** Form of the binding, in the Snippet Generator and in freestyle jobs. */
    @Extension
    @Symbol("ngeneaHub")
    public static final class DescriptorImpl extends BindingDescriptor<StandardCredentials> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.NgeneaHubBinding_DisplayName();
        }

        @Override
        protected Class<StandardCredentials> type() {
            return StandardCredentials.class;
        }

        public String getDefaultUrlVariable() {
            return DEFAULT_URL_VARIABLE;
        }

        public String getDefaultKeyVariable() {
            return DEFAULT_KEY_VARIABLE;
        }

        @Override
        public boolean requiresWorkspace() {
            return false;
        }

        @POST
        public ListBoxModel doFillHubItems(@AncestorInPath Item item, @QueryParameter String hub) {
            return HubForms.hubs(item, hub);
        }

        @POST
        public FormValidation doCheckHub(@AncestorInPath Item item, @QueryParameter String value) {
            return HubForms.checkHub(item, value);
        }

        /** Takes the place of a method that offers all kinds of credentials, hence the one parameter. */
        @POST
        @Override
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item owner) {
            return HubForms.credentials(
                    owner, parameter("hub"), parameter("credentialsId"), Messages.NgeneaHubBinding_Select());
        }

        @CheckForNull
        private static String parameter(String name) {
            StaplerRequest2 request = Stapler.getCurrentRequest2();
            return request == null ? null : request.getParameter(name);
        }

        /**
         * Sends the value along, which the list keeps when it is not on offer, and the Hub, which it depends on; the method
         * above cannot ask for them.
         */
        @Override
        public void calcFillSettings(String field, Map<String, Object> attributes) {
            super.calcFillSettings(field, attributes);
            if (field.equals("credentialsId")) {
                attributes.put("fillDependsOn", field + " hub");
            }
        }

        @POST
        public FormValidation doCheckCredentialsId(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String hub) {
            return HubForms.checkCredential(item, hub, value, false);
        }

        @POST
        public FormValidation doCheckUrlVariable(@AncestorInPath Item item, @QueryParameter String value) {
            return checkVariable(item, value, null);
        }

        @POST
        public FormValidation doCheckKeyVariable(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String urlVariable) {
            String other = Util.fixEmptyAndTrim(urlVariable);
            return checkVariable(item, value, other == null ? DEFAULT_URL_VARIABLE : other);
        }

        private static FormValidation checkVariable(Item item, String value, String other) {
            String name = Util.fixEmptyAndTrim(value);
            if (!HubForms.mayConfigure(item) || name == null) {
                return FormValidation.ok();
            }
            String problem = VariableNames.problem(name);
            if (problem != null) {
                return FormValidation.error(problem);
            }
            return other != null && VariableNames.same(name, other)
                    ? FormValidation.error(Messages.NgeneaHubBinding_TwoVariables())
                    : FormValidation.ok();
        }
    }
}
