package io.jenkins.plugins.ngenea.testing;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.jvnet.hudson.test.JenkinsRule;
import org.kohsuke.stapler.MetaClass;

/**
 * Jenkins keeps the views that it has read, and browsers its scripts and style sheets, as they do outside of tests. The
 * harness turns this off, for people who change views while a test runs; half of the time of each page was reading them again.
 */
public final class CachedViews implements LauncherSessionListener {
    /** Named in {@code META-INF/services}. */
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        try {
            // the harness turns it off when this class is initialized, so that has to be before
            Class.forName(JenkinsRule.class.getName());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
        MetaClass.NO_CACHE = false;
    }
}
