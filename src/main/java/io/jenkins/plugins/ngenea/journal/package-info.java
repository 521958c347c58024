/** Records of open runs on disk, so that neither a crash nor a restart submits twice or forgets a job. */
package io.jenkins.plugins.ngenea.journal;
