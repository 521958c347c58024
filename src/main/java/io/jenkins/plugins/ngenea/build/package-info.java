/** Runs tied to builds of Jenkins: their registry, logs, what becomes of them at a restart, rename or end. */
package io.jenkins.plugins.ngenea.build;
