/** Where administrators say which Hubs there are, and how a Hub, a credential and the proxy become a connection. */
package io.jenkins.plugins.ngenea.config;
