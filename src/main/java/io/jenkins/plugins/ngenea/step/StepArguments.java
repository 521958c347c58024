package io.jenkins.plugins.ngenea.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import io.jenkins.plugins.ngenea.request.PathList;
import java.util.List;
import java.util.Map;

/** What the views of a Pipeline show of a step: {@code migrate at dfoster1: /mmfs1/a and 4 more}. */
final class StepArguments {
    private StepArguments() {}

    /** @return null if nothing of interest was given */
    @CheckForNull
    static String shown(Map<String, Object> arguments) {
        String workflow = text(arguments.get("workflow"));
        String site = text(arguments.get("site"));
        StringBuilder shown =
                new StringBuilder(site.isEmpty() ? workflow : Messages.StepArguments_Site(workflow, site));
        String paths = paths(arguments);
        if (!paths.isEmpty()) {
            shown.append(": ").append(paths);
        }
        return shown.isEmpty() ? null : shown.toString();
    }

    private static String paths(Map<String, Object> arguments) {
        List<String> paths;
        try {
            paths = PathList.of(arguments.get("paths"));
        } catch (IllegalArgumentException e) {
            // what is not kept of an argument is a word of Pipeline's own
            paths = List.of();
        }
        if (paths.isEmpty()) {
            String file = text(arguments.get("pathsFile"));
            return file.isEmpty() ? "" : Messages.StepArguments_PathsOf(file);
        }
        String first = RemoteText.name(paths.get(0));
        return paths.size() == 1 ? first : Messages.StepArguments_More(first, paths.size() - 1);
    }

    private static String text(Object argument) {
        return argument instanceof CharSequence text ? RemoteText.name(text.toString()) : "";
    }
}
