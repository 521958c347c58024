package io.jenkins.plugins.ngenea.build;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Renames the records of builds when their job or a parent folder is renamed or moved. After a restart, a record under an
 * old name would look like that of a deleted build.
 */
@Extension
public final class RenamedBuilds extends ItemListener {
    private static final Logger LOGGER = Logger.getLogger(RenamedBuilds.class.getName());

    @Override
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        if (!(item instanceof Job)) {
            return;
        }
        String oldBuilds = oldFullName + '#';
        RunRegistry.get()
                .rename(build ->
                        build.startsWith(oldBuilds) ? newFullName + build.substring(oldFullName.length()) : build);
        try {
            HubRuntime.get().journal().rename(oldFullName, newFullName);
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "The records of open Ngenea Hub jobs of " + newFullName + " are still stored under "
                            + oldFullName);
        }
    }
}
