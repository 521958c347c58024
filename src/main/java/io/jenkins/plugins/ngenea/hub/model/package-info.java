/** What the Hub's API speaks of: jobs, their states and failures, workflows, requests with their paths. */
package io.jenkins.plugins.ngenea.hub.model;
