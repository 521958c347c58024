package io.jenkins.plugins.ngenea.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import hudson.AbortException;
import hudson.model.Result;
import java.io.NotSerializableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgramSavesTest {
    private final List<SettableFuture<Void>> saves = new ArrayList<>();
    private final StepContext context = new Context();

    /** They are kept for all steps of a program. */
    @AfterEach
    void endSaves() {
        saves.forEach(save -> save.set(null));
    }

    @Test
    void stepsThatBeginBeforeASaveShareIt() throws Exception {
        List<CompletableFuture<Void>> steps = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            steps.add(ProgramSaves.withStep(context));
        }
        assertEquals(1, saves.size());
        assertTrue(steps.stream().noneMatch(CompletableFuture::isDone));
        saves.get(0).set(null);
        for (CompletableFuture<Void> step : steps) {
            step.get();
        }
    }

    @Test
    void aStepThatBeginsAfterASaveNeedsAnotherOne() {
        ProgramSaves.withStep(context);
        saves.get(0).set(null);
        assertFalse(ProgramSaves.withStep(context).isDone());
        assertEquals(2, saves.size());
    }

    @Test
    void aStepThatIsStoppedLeavesTheSaveToTheOthers() throws Exception {
        CompletableFuture<Void> stopped = ProgramSaves.withStep(context);
        CompletableFuture<Void> other = ProgramSaves.withStep(context);
        stopped.cancel(false);
        assertFalse(other.isDone());
        saves.get(0).set(null);
        other.get();
    }

    @Test
    void aProgramThatCannotBeSavedSaysThatNothingWasSubmittedAndWhy() {
        CompletableFuture<Void> step = ProgramSaves.withStep(context);
        saves.get(0).setException(new NotSerializableException("java.util.regex.Matcher"));
        Throwable why = assertThrows(ExecutionException.class, step::get).getCause();
        assertInstanceOf(AbortException.class, why);
        assertEquals(
                "Nothing was submitted: Jenkins cannot save this Pipeline (java.io.NotSerializableException:"
                        + " java.util.regex.Matcher), and would submit the request again after a restart. If the script"
                        + " keeps something in a variable that cannot be saved, keep it inside a @NonCPS method. Otherwise"
                        + " check Jenkins' disk.",
                why.getMessage());
    }

    /** Of a program whose saves the test ends. */
    private final class Context extends StepContext {
        private static final long serialVersionUID = 1L;

        @Override
        public <T> T get(Class<T> key) {
            return null;
        }

        @Override
        public ListenableFuture<Void> saveState() {
            SettableFuture<Void> save = SettableFuture.create();
            saves.add(save);
            return save;
        }

        @Override
        public void onSuccess(Object result) {
            throw new AssertionError(result);
        }

        @Override
        public void onFailure(Throwable problem) {
            throw new AssertionError(problem);
        }

        @Override
        public void setResult(Result result) {
            throw new AssertionError(result);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public BodyInvoker newBodyInvoker() {
            throw new AssertionError("no step with a body");
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
