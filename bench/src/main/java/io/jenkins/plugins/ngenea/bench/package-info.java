/**
 * Measures what following Hub jobs costs and how soon their end is known, beside a poller as others write it. Figures and
 * how to repeat them: docs/dev/performance.md.
 */
package io.jenkins.plugins.ngenea.bench;
