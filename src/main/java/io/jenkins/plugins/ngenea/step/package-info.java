/** The Pipeline steps. */
package io.jenkins.plugins.ngenea.step;
