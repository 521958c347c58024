/** What a build's page and its failure tell about its Hub jobs. */
package io.jenkins.plugins.ngenea.report;
