/**
 * How a workflow is submitted at most once and its job followed to its end. Nothing in this package knows Jenkins, sleeps
 * or reads the system clock: time and threads come in through {@link io.jenkins.plugins.ngenea.follow.Scheduler} and
 * executors.
 */
package io.jenkins.plugins.ngenea.follow;
