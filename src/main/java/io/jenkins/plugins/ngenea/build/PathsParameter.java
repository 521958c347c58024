package io.jenkins.plugins.ngenea.build;

import hudson.model.ParametersAction;
import hudson.model.Run;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.ngenea.hub.model.PathSource;
import io.jenkins.plugins.ngenea.request.PathList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Finds the parameter of a build that its paths came from, whatever the script or the form did with it: the one whose lines
 * are exactly the paths that were submitted.
 */
final class PathsParameter {
    private static final Logger LOGGER = Logger.getLogger(PathsParameter.class.getName());

    private PathsParameter() {}

    /**
     * The name of the parameter; empty if there is none, or more than one. A single path proves nothing: nobody knows then whether
     * a second line would be a second path. The paths are read only for a parameter that begins with the first of them and has as
     * many lines, and no further than that goes.
     */
    static Optional<String> of(Run<?, ?> build, PathSource paths, String firstPath, long count) {
        List<String> names = build.getActions(ParametersAction.class).stream()
                .flatMap(parameters -> parameters.getParameters().stream())
                .filter(parameter -> !parameter.isSensitive() && parameter instanceof StringParameterValue)
                .map(StringParameterValue.class::cast)
                .filter(parameter -> {
                    List<String> lines = lines(parameter.getValue());
                    return count > 1 && lines.size() == count && lines.get(0).equals(firstPath) && has(lines, paths);
                })
                .map(StringParameterValue::getName)
                .toList();
        return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
    }

    private static List<String> lines(String value) {
        try {
            return PathList.of(value);
        } catch (IllegalArgumentException e) {
            // no list of paths
            return List.of();
        }
    }

    private static boolean has(List<String> lines, PathSource paths) {
        try (PathSource.Cursor cursor = paths.open()) {
            for (String line : lines) {
                if (!cursor.hasNext() || !cursor.next().equals(line)) {
                    return false;
                }
            }
            return !cursor.hasNext();
        } catch (IOException | UncheckedIOException e) {
            LOGGER.log(Level.FINE, "the paths are not there any more", e);
            return false;
        }
    }
}
