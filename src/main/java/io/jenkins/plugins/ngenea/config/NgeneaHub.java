package io.jenkins.plugins.ngenea.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.HttpResponses;
import hudson.util.ListBoxModel;
import hudson.util.Secret;
import io.jenkins.plugins.ngenea.engine.Connection.ConnectionException;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;
import io.jenkins.plugins.ngenea.hub.model.JobLink;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A Hub as the administrator configured it. Jobs select it by name, never by URL. */
public final class NgeneaHub implements Describable<NgeneaHub> {
    static final int DEFAULT_POLL_CAP = 15;
    static final int DEFAULT_LOST_CONTACT = 30;
    static final int DEFAULT_TIMEOUT = 30;
    static final int MOST_JOBS = 10_000;

    private String name;
    private String url;
    private String credentialsId;
    private String defaultSite;
    private String jobPage;

    /** One a line, as it has always been in files. */
    private String folders;

    private boolean defaultHub;
    private int pollCapSeconds = DEFAULT_POLL_CAP;
    private int lostContactMinutes = DEFAULT_LOST_CONTACT;
    private int timeoutSeconds = DEFAULT_TIMEOUT;
    private int maxJobs;

    @DataBoundConstructor
    public NgeneaHub(String name, String url, String credentialsId) {
        this.name = Util.fixNull(name).strip();
        this.url = Util.fixNull(url).strip();
        this.credentialsId = Util.fixNull(credentialsId).strip();
    }

    /** What a file does not say, because a person wrote it or an earlier version did, is as documented. */
    protected Object readResolve() {
        name = Util.fixNull(name).strip();
        url = Util.fixNull(url).strip();
        credentialsId = Util.fixNull(credentialsId).strip();
        setDefaultSite(defaultSite);
        setJobPage(jobPage);
        setFolders(folders == null ? null : List.of(folders));
        setPollCapSeconds(pollCapSeconds);
        setLostContactMinutes(lostContactMinutes);
        setTimeoutSeconds(timeoutSeconds);
        setMaxJobs(maxJobs);
        return this;
    }

    public String getName() {
        return name;
    }

    public String getUrl() {
        return url;
    }

    /** May be empty: then jobs must name one. */
    public String getCredentialsId() {
        return credentialsId;
    }

    /** Null if jobs must name a site. */
    public String getDefaultSite() {
        return defaultSite;
    }

    @DataBoundSetter
    public void setDefaultSite(String defaultSite) {
        this.defaultSite = Util.fixEmptyAndTrim(defaultSite);
    }

    /** Where people see a job, with <code>{id}</code> in place of its id; null for the usual page. */
    public String getJobPage() {
        return jobPage;
    }

    @DataBoundSetter
    public void setJobPage(String jobPage) {
        this.jobPage = Util.fixEmptyAndTrim(jobPage);
    }

    /** Whether jobs that name no Hub use this one. */
    public boolean isDefaultHub() {
        return defaultHub;
    }

    @DataBoundSetter
    public void setDefaultHub(boolean defaultHub) {
        this.defaultHub = defaultHub;
    }

    /** Full names of the folders and jobs that may use this Hub; empty for all. */
    public List<String> getFolders() {
        return folders == null ? List.of() : List.of(folders.split("\n"));
    }

    /** For the form, one on each line. */
    public String getFoldersText() {
        return Util.fixNull(folders);
    }

    /**
     * @param folders full names; a text may hold several, one on each line
     */
    @DataBoundSetter
    public void setFolders(List<String> folders) {
        String lines = Util.fixNull(folders).stream()
                .flatMap(text -> Util.fixNull(text).lines())
                .map(folder -> folder.strip().replaceAll("^/+|/+$", ""))
                .filter(folder -> !folder.isEmpty())
                .collect(Collectors.joining("\n"));
        this.folders = Util.fixEmpty(lines);
    }

    /** Longest time between two requests for one job, in seconds, from 2 to 300. */
    public int getPollCapSeconds() {
        return pollCapSeconds;
    }

    @DataBoundSetter
    public void setPollCapSeconds(int pollCapSeconds) {
        this.pollCapSeconds = within(pollCapSeconds, 2, 300, DEFAULT_POLL_CAP);
    }

    /** How long a Hub may be out of reach before a build gives up, in minutes, from 1 to 10080 (a week). */
    public int getLostContactMinutes() {
        return lostContactMinutes;
    }

    @DataBoundSetter
    public void setLostContactMinutes(int lostContactMinutes) {
        this.lostContactMinutes = within(lostContactMinutes, 1, 10080, DEFAULT_LOST_CONTACT);
    }

    /** Longest wait for one answer, in seconds, from 1 to 600. */
    public int getTimeoutSeconds() {
        return timeoutSeconds;
    }

    @DataBoundSetter
    public void setTimeoutSeconds(int timeoutSeconds) {
        this.timeoutSeconds = within(timeoutSeconds, 1, 600, DEFAULT_TIMEOUT);
    }

    /** How many jobs that builds wait for may be there at once, up to 10000; 0 for any number. */
    public int getMaxJobs() {
        return maxJobs;
    }

    @DataBoundSetter
    public void setMaxJobs(int maxJobs) {
        this.maxJobs = Math.max(0, Math.min(MOST_JOBS, maxJobs));
    }

    /** Zero, as a form or file without the value gives it, means the default. */
    private static int within(int value, int least, int most, int byDefault) {
        return value == 0 ? byDefault : Math.max(least, Math.min(most, value));
    }

    /**
     * @throws IllegalArgumentException if the URL is none
     */
    public HubUrl parsedUrl() {
        return HubUrl.parse(url).withJobPage(jobPage);
    }

    /** The same as a text; null if the URL is none. */
    @CheckForNull
    String address() {
        try {
            return parsedUrl().toString();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Whether builds of this item may use the Hub. */
    public boolean isOpenTo(@NonNull Item item) {
        String fullName = item.getFullName();
        return folders == null
                || getFolders().stream()
                        .anyMatch(folder -> fullName.equals(folder) || fullName.startsWith(folder + "/"));
    }

    /**
     * Why this entry cannot be saved.
     *
     * @return a sentence; null if it can
     */
    @CheckForNull
    String problem() {
        if (name.isEmpty()) {
            return "The Ngenea Hub at '" + url + "' has no name. Enter one: jobs use it to select the Hub.";
        }
        try {
            parsedUrl();
            return null;
        } catch (IllegalArgumentException e) {
            return "The URL of Ngenea Hub '" + name + "' is invalid. " + e.getMessage();
        }
    }

    /** Form of one Hub, on the system configuration page. */
    @Extension
    @Symbol("ngeneaHubServer")
    public static final class DescriptorImpl extends Descriptor<NgeneaHub> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.NgeneaHub_DisplayName();
        }

        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return Util.fixEmptyAndTrim(value) == null
                    ? FormValidation.error(Messages.NgeneaHub_EnterName())
                    : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckUrl(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            try {
                return HubForms.checkUrl(HubUrl.parse(value));
            } catch (IllegalArgumentException e) {
                return FormValidation.error(e.getMessage());
            }
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@QueryParameter String url, @QueryParameter String credentialsId) {
            if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
                return HubForms.onlyCurrent(credentialsId);
            }
            return HubForms.systemCredentials(url, credentialsId);
        }

        @POST
        public FormValidation doCheckCredentialsId(@QueryParameter String value, @QueryParameter String url) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return HubForms.checkSystemCredential(url, value);
        }

        @POST
        public FormValidation doCheckFolders(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            NgeneaHub entered = new NgeneaHub("", "", "");
            entered.setFolders(value == null ? null : List.of(value));
            return HubForms.checkFolders(entered.getFolders());
        }

        @POST
        public FormValidation doCheckJobPage(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            String problem = JobLink.problem(value);
            return problem == null ? FormValidation.ok() : FormValidation.error(problem);
        }

        @POST
        public FormValidation doCheckPollCapSeconds(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return HubForms.checkNumber(value, 2, 300);
        }

        @POST
        public FormValidation doCheckLostContactMinutes(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return HubForms.checkNumber(value, 1, 10080);
        }

        @POST
        public FormValidation doCheckTimeoutSeconds(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return HubForms.checkNumber(value, 1, 600);
        }

        @POST
        public FormValidation doCheckMaxJobs(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return HubForms.checkNumber(value, 0, MOST_JOBS);
        }

        /** What the form offers to log in with for a new client key; for administrators only. */
        public ListBoxModel getLogins() {
            return HubForms.systemLogins();
        }

        /**
         * The other button of the form: creates a client key, and answers with the id of the credential that holds it. The
         * key itself goes nowhere else.
         */
        @POST
        public HttpResponse doCreateClientKey(
                @QueryParameter String url,
                @QueryParameter int timeoutSeconds,
                @QueryParameter String keyName,
                @QueryParameter String loginId,
                @QueryParameter String user,
                @QueryParameter Secret password)
                throws InterruptedException {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            NgeneaHub entered = new NgeneaHub("", url, "");
            entered.setTimeoutSeconds(timeoutSeconds);
            try {
                String id = ClientKeyCreation.create(entered, keyName, loginId, user, password);
                return HttpResponses.okJSON(Map.of("id", id, "message", Messages.ClientKeyCreation_Stored(id)));
            } catch (ConnectionException e) {
                return HttpResponses.errorJSON(e.getMessage());
            }
        }

        /** The button of the form: asks the Hub with the credential that is chosen. */
        @POST
        public FormValidation doTestConnection(
                @QueryParameter String url,
                @QueryParameter String credentialsId,
                @QueryParameter int timeoutSeconds,
                @QueryParameter String jobPage) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            NgeneaHub entered = new NgeneaHub("", url, credentialsId);
            entered.setTimeoutSeconds(timeoutSeconds);
            entered.setJobPage(jobPage);
            return new ConnectionTest(entered).run();
        }
    }
}
