package io.jenkins.plugins.ngenea.output;

/** The words that differ between Jenkins and the command: the name of the program, and what a person can do with it. */
public interface HostMessages {
    /** Jenkins, with this plugin. */
    HostMessages JENKINS = new HostMessages() {
        @Override
        public String program() {
            return "Jenkins";
        }

        @Override
        public String waitFor(String jobId, String hub, String credentialsId) {
            return "ngeneaWaitForJob(job: " + literal(jobId) + ", hub: " + literal(hub)
                    + (credentialsId.isEmpty() ? "" : ", credentialsId: " + literal(credentialsId)) + ")";
        }

        /** In Groovy. */
        private String literal(String text) {
            return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
        }

        @Override
        public String toWaitAgain() {
            return "To wait for this job from another build: ";
        }

        @Override
        public String placeOfKey(String hub, String credentialsId) {
            return credentialsId.isEmpty()
                    ? "the credential configured for Hub '" + hub + "'"
                    : "credential '" + credentialsId + "'";
        }

        @Override
        public String cancelsOn(String jobId) {
            return "Jenkins keeps trying in the background.";
        }

        @Override
        public String cancelsLater() {
            return "If the Hub creates a job, Jenkins cancels it as soon as its id is known.";
        }
    };

    /** Its name. */
    String program();

    /**
     * What to type to wait for a job.
     *
     * @param credentialsId empty if the run had none of its own
     */
    String waitFor(String jobId, String hub, String credentialsId);

    /** Introduces {@link #waitFor}. */
    String toWaitAgain();

    /** Where to store a valid key. */
    String placeOfKey(String hub, String credentialsId);

    /** What happens to a cancel that the Hub has not accepted when the outcome is due. */
    String cancelsOn(String jobId);

    /** What happens to a job whose id is not known yet when the outcome is due. */
    String cancelsLater();
}
