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
     * a second line would be a second path.
     */
    static Optional<String> of(Run<?, ?> build, PathSource paths) {
        List<String> names = build.getActions(ParametersAction.class).stream()
                .flatMap(parameters -> parameters.getParameters().stream())
                .filter(parameter -> !parameter.isSensitive() && parameter instanceof StringParameterValue)
                .map(StringParameterValue.class::cast)
                .filter(parameter -> has(PathList.of(parameter.getValue()), paths))
                .map(StringParameterValue::getName)
                .toList();
        return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
    }

    private static boolean has(List<String> lines, PathSource paths) {
        if (lines.size() < 2) {
            return false;
        }
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
