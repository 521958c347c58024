package io.jenkins.plugins.ngenea.request;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.AbstractBuild;
import hudson.model.TaskListener;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The variables of a build, put in place of their names in what the build step says. A value of several lines is a list of
 * paths where it stands alone; anywhere else it would cut a text in two, and the second part of a path can be {@code /}. An
 * empty value would make the path of a file that of its folder.
 */
public final class BuildVariables {
    /** What {@link EnvVars#expand} replaces. */
    private static final Pattern VARIABLE = Pattern.compile("\\$([A-Za-z0-9_]+|\\{[A-Za-z0-9_.]+\\}|\\$)");

    private final EnvVars exact;

    /** Without the line ends at their ends, which multi-line parameters and the output of commands have. */
    private final EnvVars trimmed = new EnvVars();

    public BuildVariables(Map<String, String> values) {
        exact = new EnvVars(values);
        exact.forEach((name, value) -> trimmed.put(name, withoutLastLineEnds(value)));
    }

    /** Those of a build, with its parameters. */
    public static BuildVariables of(AbstractBuild<?, ?> build, TaskListener listener)
            throws IOException, InterruptedException {
        EnvVars all = build.getEnvironment(listener);
        Map<String, String> parameters = build.getBuildVariables();
        all.overrideAll(parameters);
        // which takes an empty one for none
        parameters.forEach((name, value) -> all.putIfAbsent(name, value));
        return new BuildVariables(all);
    }

    private static String withoutLastLineEnds(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(0, end);
    }

    private static boolean hasLineEnd(String text) {
        return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
    }

    /** A text that may have lines. */
    public String text(String text) {
        return exact.expand(text);
    }

    /**
     * A text of one line.
     *
     * @param text null for none
     * @param name of the parameter
     * @throws AbortException if it would have more lines
     */
    public String line(String text, String name) throws AbortException {
        if (text == null) {
            return null;
        }
        String line = withoutLastLineEnds(trimmed.expand(text));
        if (hasLineEnd(line)) {
            String variable = variableWithLines(text);
            throw new AbortException("'" + name + "' (" + RemoteText.name(text) + ") must be one line, but "
                    + (variable == null ? "it" : "the variable " + variable) + " has a line break in it."
                    + " Nothing was submitted.");
        }
        return line;
    }

    /**
     * Paths. One that is nothing but a variable can stand for several, one on each line of the value.
     *
     * @throws AbortException if another has a variable of several lines in it, loses a part because variables are empty, or if a
     *     value leaves open which paths are meant
     */
    public List<String> paths(List<String> paths) throws AbortException {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            String path = paths.get(i);
            String list = list(path.strip());
            if (list != null) {
                found.addAll(lines(list, path.strip()));
                continue;
            }
            String variable = variableWithLines(path);
            if (variable != null) {
                throw new AbortException("'paths' cannot be used: the variable " + variable
                        + " has a line break in it, which would cut path " + (i + 1) + " (" + RemoteText.name(path)
                        + ") in two. Give the variable a value of one line; only a line with nothing but a variable can"
                        + " stand for several paths. Nothing was submitted.");
            }
            String empty = emptyPart(path);
            if (empty != null) {
                throw new AbortException("'paths' cannot be used: in path " + (i + 1) + " (" + RemoteText.name(path)
                        + "), "
                        + empty + " is empty, and what is left is the path of something else ("
                        + RemoteText.name(trimmed.expand(path)) + "). Give the variable a value, or take it out of the"
                        + " path. Nothing was submitted.");
            }
            String expanded = trimmed.expand(path);
            if (!expanded.isBlank()) {
                found.add(expanded);
            }
        }
        return found;
    }

    /** The value of the variable that is all there is, if it is a text with lines or begins like one; else null. */
    private String list(String text) {
        Matcher variable = VARIABLE.matcher(text);
        String value = variable.matches() ? value(variable) : null;
        return value != null && (hasLineEnd(value) || PathList.hasMark(value)) ? value : null;
    }

    private static List<String> lines(String list, String variable) throws AbortException {
        try {
            return PathList.lines(list, " of " + variable);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage() + " Nothing was submitted.");
        }
    }

    /** The first variable in a text whose value has lines; null if there is none. */
    private String variableWithLines(String text) {
        Matcher variable = VARIABLE.matcher(text);
        while (variable.find()) {
            String value = value(variable);
            if (value != null && hasLineEnd(value)) {
                return name(variable);
            }
        }
        return null;
    }

    /** The first part of a path that consists of empty variables; null if there is none, or if it is all of the path. */
    private String emptyPart(String path) {
        if (path.indexOf('/') < 0) {
            return null;
        }
        return Stream.of(path.split("/"))
                .filter(part -> !part.isBlank() && trimmed.expand(part).isBlank())
                .findFirst()
                .orElse(null);
    }

    private String value(Matcher variable) {
        return trimmed.get(name(variable));
    }

    private static String name(Matcher variable) {
        String name = variable.group(1);
        return name.startsWith("{") ? name.substring(1, name.length() - 1) : name;
    }
}
