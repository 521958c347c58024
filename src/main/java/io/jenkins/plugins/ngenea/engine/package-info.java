/** One run from its request to its outcome: submitted at most once, its job followed, and cancelled if asked. */
package io.jenkins.plugins.ngenea.engine;
