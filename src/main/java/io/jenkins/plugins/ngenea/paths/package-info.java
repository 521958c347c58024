/**
 * Lists of paths as people and programs write them, and what a path, a name or a value of a request may be. The steps and
 * the command read, check and write by the same rules.
 */
package io.jenkins.plugins.ngenea.paths;
