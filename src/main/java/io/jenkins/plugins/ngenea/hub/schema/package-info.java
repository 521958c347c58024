/**
 * What a Hub says of its own API: finds its OpenAPI description and reads the few things from it that this plugin needs. A
 * description only ever tells what there is below the configured Hub's {@code /api/}; an address in it or in a page is
 * never followed as it stands.
 */
package io.jenkins.plugins.ngenea.hub.schema;
