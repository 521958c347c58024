/** What the Pipeline steps and the build step share: their parameters, and a Hub run tied to a Jenkins build. */
package io.jenkins.plugins.ngenea.run;
