/**
 * The command {@code ngenea}: arguments, keys, terminal and exit codes. What it does with a Hub is in
 * {@link io.jenkins.plugins.ngenea.hub} and {@link io.jenkins.plugins.ngenea.follow}.
 */
package io.jenkins.plugins.ngenea.cli;
