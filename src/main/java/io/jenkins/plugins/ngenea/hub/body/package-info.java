/** Bodies of requests and answers as they pass: bounded, unpacked, without the paths of jobs, sent only once. */
package io.jenkins.plugins.ngenea.hub.body;
