package io.jenkins.plugins.ngenea.bench;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the shell's {@code times} says: processor time of a script and of what it started. */
final class ShellTimes {
    private static final Pattern TIME = Pattern.compile("(\\d+)m([0-9.]+)s");

    private ShellTimes() {}

    static double seconds(List<String> lines) {
        double seconds = 0;
        for (String line : lines) {
            for (Matcher time = TIME.matcher(line); time.find(); ) {
                seconds += 60 * Double.parseDouble(time.group(1)) + Double.parseDouble(time.group(2));
            }
        }
        return seconds;
    }
}
