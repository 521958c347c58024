package io.jenkins.plugins.ngenea.binding;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.regex.Pattern;

/** The names that a variable may have: those that every shell can read. */
final class VariableNames {
    private static final Pattern VALID = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private VariableNames() {}

    /** What is wrong with a name, for a person; null if it is well. */
    @CheckForNull
    static String problem(String name) {
        return VALID.matcher(name).matches()
                ? null
                : "'" + name + "' is not a valid name for an environment variable."
                        + " Use letters, digits and '_'; do not start with a digit.";
    }

    /** Whether two names are one variable: on Windows, and to Jenkins, case makes no difference. */
    static boolean same(String one, String other) {
        return one.equalsIgnoreCase(other);
    }
}
