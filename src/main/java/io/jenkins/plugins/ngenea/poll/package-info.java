/** When the jobs of a Hub are asked for again, and with which requests: pages of its list or single jobs. */
package io.jenkins.plugins.ngenea.poll;
