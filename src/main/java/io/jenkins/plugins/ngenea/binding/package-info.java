/** Gives the address of a Hub and a key to the shell steps of builds that call the Hub themselves. */
package io.jenkins.plugins.ngenea.binding;
