package io.jenkins.plugins.ngenea.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HostMessagesTest {
    @Test
    void whatToTypeIsAScriptWhateverTheNamesAre() {
        assertEquals(
                "ngeneaWaitForJob(job: '7', hub: 'it\\'s \\\\ours', credentialsId: 'joe\\'s key')",
                HostMessages.JENKINS.waitFor("7", "it's \\ours", "joe's key"));
        assertEquals("ngeneaWaitForJob(job: '7', hub: 'prod')", HostMessages.JENKINS.waitFor("7", "prod", ""));
    }
}
