/** The freestyle build step. */
package io.jenkins.plugins.ngenea.builder;
