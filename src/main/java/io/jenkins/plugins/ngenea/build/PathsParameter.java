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
import java.util.stream.Stream;

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
                .filter(parameter -> mayHave(parameter.getValue(), firstPath, count)
                        && has(PathList.of(parameter.getValue()), paths))
                .map(StringParameterValue::getName)
                .toList();
        return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
    }

    private static boolean mayHave(String value, String firstPath, long count) {
        return count > 1
                && value != null
                && lines(value).findFirst().filter(firstPath::equals).isPresent()
                && lines(value).count() == count;
    }

    private static Stream<String> lines(String value) {
        return value.lines().filter(line -> !line.isBlank());
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
