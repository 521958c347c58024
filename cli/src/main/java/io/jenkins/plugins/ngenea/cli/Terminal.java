package io.jenkins.plugins.ngenea.cli;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The terminal of a person, if there is one. */
final class Terminal {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
    private static final int USUAL_WIDTH = 80;

    private Terminal() {}

    /** Whether standard error is a terminal that can move its cursor, as far as TERM tells: Windows' own has none. */
    static boolean canShowBar() {
        String term = System.getenv("TERM");
        return term != null && !term.isEmpty() && !"dumb".equals(term) && isStandardErrorATerminal();
    }

    private static boolean isStandardErrorATerminal() {
        try {
            String device = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            // not Linux
            return run(new ProcessBuilder("test", "-t", "2").redirectError(ProcessBuilder.Redirect.INHERIT)) != null;
        }
    }

    /** Columns of the terminal that standard error is. */
    static int width() {
        File terminal = Files.exists(STANDARD_ERROR) ? STANDARD_ERROR.toFile() : new File("/dev/tty");
        String size = run(new ProcessBuilder("stty", "size").redirectInput(terminal));
        String[] words = size == null ? new String[0] : size.strip().split(" ");
        int columns = words.length == 2 ? number(words[1]) : 0;
        if (columns == 0) {
            columns = number(System.getenv("COLUMNS"));
        }
        return columns == 0 ? USUAL_WIDTH : columns;
    }

    private static int number(String text) {
        return text != null && text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    }

    /** What a program says; null if it fails. */
    private static String run(ProcessBuilder program) {
        try {
            Process process = program.start();
            process.getOutputStream().close();
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return null;
            }
            String said = new String(process.getInputStream().readNBytes(100), StandardCharsets.US_ASCII);
            return process.exitValue() == 0 ? said : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
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
