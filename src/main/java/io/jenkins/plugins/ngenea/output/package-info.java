/** What a run tells those who watch it: messages, progress, and its outcome. */
package io.jenkins.plugins.ngenea.output;
