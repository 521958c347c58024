/** Time and order: a clock with timers, queues that run one task at a time, and slots in order of arrival. */
package io.jenkins.plugins.ngenea.concurrent;
