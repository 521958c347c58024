package io.jenkins.plugins.ngenea.output;

/** How the program that follows speaks of itself and of what a person can do with it: Jenkins and the command differ. */
public interface HostMessages {
    /** Jenkins, with this plugin. */
    HostMessages JENKINS = new HostMessages() {
        @Override
        public String program() {
            return "Jenkins";
        }

        @Override
        public String waitFor(String jobId, String hub) {
            return "ngeneaWaitForJob(job: '" + jobId + "', hub: '" + hub + "')";
        }

        @Override
        public String placeOfKey(String hub, String credentialsId) {
            return credentialsId.isEmpty()
                    ? "the credential that Hub '" + hub + "' names"
                    : "credential '" + credentialsId + "'";
        }

        @Override
        public String cancelsOn(String jobId) {
            return "Jenkins asks on in the background.";
        }

        @Override
        public String cancelsLater() {
            return "If a job comes of it, Jenkins cancels it as soon as its id is known.";
        }
    };

    /** Its name. */
    String program();

    /** What to type to follow a job on. */
    String waitFor(String jobId, String hub);

    /** Where a valid key is to be put. */
    String placeOfKey(String hub, String credentialsId);

    /** What becomes of a cancel that the Hub has not taken when the run's outcome is due. */
    String cancelsOn(String jobId);

    /** What becomes of a job whose id is not known yet when the run's outcome is due. */
    String cancelsLater();
}
