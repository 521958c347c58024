package io.jenkins.plugins.ngenea.cli;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Whether a person sits in front of this. */
final class Terminal {
    private Terminal() {}

    /** Whether standard input and output are a terminal that can move its cursor, as far as TERM tells: Windows' own has none. */
    static boolean isInteractive() {
        String term = System.getenv("TERM");
        return console() != null && term != null && !"dumb".equals(term);
    }

    /** Null where there is none. From Java 22 on there is an object even then, with a method that tells. */
    static Console console() {
        Console console = System.console();
        if (console == null) {
            return null;
        }
        try {
            Object terminal = Console.class.getMethod("isTerminal").invoke(console);
            return Boolean.TRUE.equals(terminal) ? console : null;
        } catch (NoSuchMethodException e) {
            return console;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return null;
        }
    }
}
