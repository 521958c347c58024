/**
 * Compares a Hub with what this plugin needs of one. Only calls that read are made, few of them. A report holds no key, path,
 * user or host, so that people can send it to the maintainers: of an answer it shows only words that this room knows.
 */
package io.jenkins.plugins.ngenea.hub.check;
