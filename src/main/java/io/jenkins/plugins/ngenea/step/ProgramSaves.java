package io.jenkins.plugins.ngenea.step;

import com.google.common.util.concurrent.ListenableFuture;
import hudson.AbortException;
import java.io.IOException;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Has the program of a build saved with the steps that begin in it. Pipeline by itself saves a program only when none of its
 * branches can run. Until then a kill of Jenkins takes the program back to before a step, which then begins once more with
 * another key: if its request had been sent, and its job had even ended, it would be sent again.
 *
 * <p>Steps begin on the CPS thread, and a save is a later task of that same thread. So a save that is not done when a step
 * begins has not begun either, and will contain it: many branches that begin together share one.
 */
final class ProgramSaves {
    private static final Map<FlowExecution, CompletableFuture<Void>> PENDING = new WeakHashMap<>();

    private ProgramSaves() {}

    /**
     * Called by the CPS thread when a step begins.
     *
     * @return is done when the step is in the saved program; at once if the build does not survive a kill anyway. Fails with an
     *     {@link AbortException} if the program cannot be saved. Whoever ends it before ends it for this step only.
     */
    static CompletableFuture<Void> withStep(StepContext context) {
        try {
            FlowExecution program = context.get(FlowExecution.class);
            synchronized (PENDING) {
                CompletableFuture<Void> pending = PENDING.get(program);
                if (pending == null || pending.isDone()) {
                    pending = save(context);
                    PENDING.put(program, pending);
                }
                return ofOneStep(pending);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            return CompletableFuture.failedFuture(notSaved(e));
        }
    }

    private static CompletableFuture<Void> ofOneStep(CompletableFuture<Void> shared) {
        CompletableFuture<Void> own = new CompletableFuture<>();
        shared.whenComplete((saved, problem) -> {
            if (problem == null) {
                own.complete(saved);
            } else {
                own.completeExceptionally(notSaved(problem));
            }
        });
        return own;
    }

    private static AbortException notSaved(Throwable problem) {
        AbortException failure = new AbortException("Nothing was submitted: Jenkins cannot save this Pipeline ("
                + problem + "), and would submit the request again after a restart. If the script keeps something in a"
                + " variable that cannot be saved, keep it inside a @NonCPS method. Otherwise check Jenkins' disk.");
        failure.initCause(problem);
        return failure;
    }

    private static CompletableFuture<Void> save(StepContext context) {
        CompletableFuture<Void> saved = new CompletableFuture<>();
        ListenableFuture<Void> save = context.saveState();
        save.addListener(
                () -> {
                    try {
                        saved.complete(save.get());
                    } catch (ExecutionException e) {
                        saved.completeExceptionally(e.getCause());
                    } catch (InterruptedException | RuntimeException e) {
                        saved.completeExceptionally(e);
                    }
                },
                Runnable::run);
        return saved;
    }
}
