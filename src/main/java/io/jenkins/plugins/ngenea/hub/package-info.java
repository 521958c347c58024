/**
 * The Ngenea Hub's REST API as Java types: everything that is known or assumed of the wire lives here and nowhere else.
 * Nothing in this package knows Jenkins. See {@code docs/dev/hub-api.md} for which fact is documented and which assumed.
 */
package io.jenkins.plugins.ngenea.hub;
