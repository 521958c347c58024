package io.jenkins.plugins.ngenea.paths;

import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import java.util.Optional;

/**
 * Looks at the paths of a request, one after the other, before anything is sent. Of each it keeps some 16 bytes, to tell how
 * many are there more than once.
 */
public final class PathCheck {
    private final Fingerprints seen = new Fingerprints();
    private long count;
    private long duplicates;
    private long relative;
    private String firstRelative;
    private long blanks;
    private String firstWithBlanks;

    /** @throws PathListException if no request can carry the path */
    public void add(String path) throws PathListException {
        count++;
        String flaw = RequestRules.flaw(path);
        if (flaw != null) {
            throw new PathListException(named(path) + " has " + flaw);
        }
        if (!RequestRules.isAbsolute(path) && relative++ == 0) {
            firstRelative = named(path);
        }
        if (RequestRules.hasBlanksAtAnEnd(path) && blanks++ == 0) {
            firstWithBlanks = named(path);
        }
        if (!seen.add(path)) {
            duplicates++;
        }
    }

    private String named(String path) {
        String shown = shown(path);
        return "path " + count + (shown.isEmpty() ? "" : " ('" + shown + "')");
    }

    /** A byte order mark or the like would not be seen, and the path would seem to begin with what follows. */
    private static String shown(String path) {
        int hidden = 0;
        StringBuilder shown = new StringBuilder();
        while (hidden < path.length() && Character.getType(path.charAt(hidden)) == Character.FORMAT) {
            shown.append(String.format("\\u%04X", (int) path.charAt(hidden++)));
        }
        return RemoteText.name(shown + path.substring(hidden));
    }

    public long count() {
        return count;
    }

    /**
     * A line about paths that are there more than once, for they are sent as they were given; none beyond the first few millions
     * are counted.
     */
    public Optional<String> duplicatesLine() {
        return note(
                duplicates,
                "1 of the " + count + " paths is a duplicate. All are sent as given.",
                duplicates + " of the " + count + " paths are duplicates. All are sent as given.");
    }

    /** A line about paths that do not begin with a slash. */
    public Optional<String> relativeLine() {
        return note(
                relative,
                firstRelative + " does not begin with '/'.",
                relative + " paths do not begin with '/'; the first is " + firstRelative + ".");
    }

    /** A line about paths with blanks at an end, for they are kept. */
    public Optional<String> blanksLine() {
        return note(
                blanks,
                firstWithBlanks + " has blanks at an end; they are kept.",
                blanks + " paths have blanks at an end, which are kept; the first is " + firstWithBlanks + ".");
    }

    private static Optional<String> note(long many, String one, String more) {
        return many == 0 ? Optional.empty() : Optional.of(many == 1 ? one : more);
    }
}
