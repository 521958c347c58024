/** What a Hub is like, for administrators in Jenkins: a page of its own. */
package io.jenkins.plugins.ngenea.check;
