package io.jenkins.plugins.ngenea.build;

import hudson.Extension;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.ngenea.concurrent.FairSlots;
import io.jenkins.plugins.ngenea.config.HubRuntime;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionList;

/**
 * Restores the slots of Hubs after a restart: earlier jobs keep theirs, and nobody gets ahead of a step that was already
 * waiting. These steps are known once the programs of the resumed builds are loaded. A program that takes longer than a
 * minute, because its agent is missing, is not waited for.
 */
@Extension(ordinal = -1000) // Pipeline begins to load the programs when it hears the same
public final class SlotsAfterRestart extends ItemListener {
    private static final Logger LOGGER = Logger.getLogger(SlotsAfterRestart.class.getName());
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Before there are builds. */
    @Initializer(after = InitMilestone.EXTENSIONS_AUGMENTED, before = InitMilestone.SYSTEM_CONFIG_LOADED)
    public static void hold() {
        HubRuntime engine = HubRuntime.get();
        try {
            engine.journal().all().stream()
                    .filter(JournalEntry::isUnderWay)
                    .forEach(entry -> engine.slots().hold(entry.hub(), entry.key()));
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING,
                    "Cannot read the journal of open Ngenea Hub jobs; they do not count toward the limit on jobs at once",
                    e);
        }
        if (Jenkins.get().getInitLevel() != InitMilestone.COMPLETED) {
            // else the plugin was installed just now, and onLoaded does not come
            engine.slots().expectReturns();
        }
    }

    @Override
    public void onLoaded() {
        HubRuntime engine = HubRuntime.get();
        // whoever lists the programs loads them, which Jenkins is not to wait for with its start
        engine.pool().execute(() -> awaitPrograms(engine));
        engine.scheduler().after(PATIENCE, engine.slots()::expectNobody);
    }

    private static void awaitPrograms(HubRuntime engine) {
        FairSlots slots = engine.slots();
        AtomicInteger loading = new AtomicInteger(1);
        Runnable loaded = () -> {
            if (loading.decrementAndGet() == 0) {
                slots.allExpected();
            }
        };
        for (FlowExecution execution : FlowExecutionList.get()) {
            loading.incrementAndGet();
            execution.getCurrentExecutions(false).addListener(loaded, engine.pool());
        }
        loaded.run();
    }
}
