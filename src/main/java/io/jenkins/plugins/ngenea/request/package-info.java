/** What a step or builder was told to run: parameters, fields, and the paths with their files. */
package io.jenkins.plugins.ngenea.request;
