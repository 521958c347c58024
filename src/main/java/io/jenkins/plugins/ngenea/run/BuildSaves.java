package io.jenkins.plugins.ngenea.run;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.model.Run;
import io.jenkins.plugins.ngenea.config.HubEngine;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionList;

/**
 * Saves builds for the report of their Hub jobs: at once, but again only after a pause, with all that came meanwhile. Each
 * save writes all jobs of a build, so that one for each change would cost the square of their number.
 */
@Extension
public final class BuildSaves {
    private static final Logger LOGGER = Logger.getLogger(BuildSaves.class.getName());
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    /** A pause is so many times as long as the save took. */
    private static final int SHARE = 20;

    /** The builds that were saved a moment ago, and whether they are to be saved again. */
    private final Map<Run<?, ?>, Boolean> resting = new HashMap<>();

    static BuildSaves get() {
        return ExtensionList.lookupSingleton(BuildSaves.class);
    }

    /** Any thread. A build that cannot be saved is logged. */
    void save(@NonNull Run<?, ?> build) {
        synchronized (resting) {
            if (resting.putIfAbsent(build, false) != null) {
                resting.put(build, true);
                return;
            }
        }
        long began = System.nanoTime();
        write(build);
        Duration pause = Duration.ofNanos(SHARE * (System.nanoTime() - began));
        HubEngine engine = HubEngine.get();
        engine.scheduler().after(pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause, () -> engine.pool()
                .execute(() -> rested(build)));
    }

    private void rested(Run<?, ?> build) {
        boolean again;
        synchronized (resting) {
            again = Boolean.TRUE.equals(resting.remove(build));
        }
        if (again) {
            save(build);
        }
    }

    /** What still waits when Jenkins stops. */
    @Terminator(requires = FlowExecutionList.EXECUTIONS_SUSPENDED)
    public static void saveAll() {
        BuildSaves saves = ExtensionList.lookup(BuildSaves.class).get(BuildSaves.class);
        if (saves == null) {
            return;
        }
        List<Run<?, ?>> changed;
        synchronized (saves.resting) {
            changed = saves.resting.entrySet().stream()
                    .filter(Map.Entry::getValue)
                    .<Run<?, ?>>map(Map.Entry::getKey)
                    .toList();
            saves.resting.clear();
        }
        changed.forEach(BuildSaves::write);
    }

    private static void write(Run<?, ?> build) {
        if (!build.getRootDir().isDirectory()) {
            // saving would bring a deleted build back
            return;
        }
        try {
            build.save();
        } catch (IOException | RuntimeException e) {
            // of another plugin's action, say
            LOGGER.log(Level.WARNING, e, () -> "Cannot save the report of the Hub jobs of " + build);
        }
    }
}
