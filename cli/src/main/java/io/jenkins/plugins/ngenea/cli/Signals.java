package io.jenkins.plugins.ngenea.cli;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import sun.misc.Signal;

/** Ctrl-C and termination while a run is followed: the first one stops the run, the second one leaves at once. */
final class Signals {
    private final AtomicInteger first = new AtomicInteger();

    private Signals() {}

    /** @param stop called at the first signal, with a sentence for the person who sent it; must return soon */
    static Signals handledBy(Consumer<String> stop) {
        Signals signals = new Signals();
        signals.handle("INT", stop);
        signals.handle("TERM", stop);
        return signals;
    }

    static void onResize(Runnable measuring) {
        try {
            Signal.handle(new Signal("WINCH"), signal -> measuring.run());
        } catch (IllegalArgumentException e) {
            // the width stays what it was
        }
    }

    private void handle(String name, Consumer<String> stop) {
        try {
            Signal.handle(new Signal(name), signal -> {
                int code = ExitCode.SIGNALLED + signal.getNumber();
                if (first.compareAndSet(0, code)) {
                    stop.accept("Stopping. Interrupt again to exit immediately.");
                } else {
                    Runtime.getRuntime().halt(code);
                }
            });
        } catch (IllegalArgumentException e) {
            // the JVM was told to leave this signal alone (-Xrs): then it simply ends the process
            System.err.println("ngenea: cannot handle SIG" + name + ": " + e.getMessage());
        }
    }

    /** Exit code of a run that a signal stopped. */
    int exitCode() {
        int code = first.get();
        return code == 0 ? ExitCode.INTERRUPTED : code;
    }
}
