/** What can go wrong between us and a Hub, one exception for each kind of answer or silence. */
package io.jenkins.plugins.ngenea.hub.error;
