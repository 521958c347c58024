/** HTTP to one Hub: connections and proxies, what went wrong on them, and no secret in what comes back. */
package io.jenkins.plugins.ngenea.hub.http;
