package io.jenkins.plugins.ngenea.paths;

import java.io.IOException;
import java.io.InputStream;

/** What stands between the paths of a list. */
public enum Separator {
    /** A line feed, with or without a carriage return before it. */
    LINE_END,
    /** A NUL after each path, as {@code find -print0} writes it. A path may then hold line ends. */
    NUL;

    /**
     * Reads a whole list to see which it is: NULs, if there are any and the list ends with one or has no line end.
     *
     * @throws IOException if it cannot be read; bytes that mean nothing are left to {@link PathListReader}
     */
    public static Separator of(InputStream list) throws IOException {
        DecodedText text = new DecodedText(list);
        boolean nuls = false;
        boolean lineEnds = false;
        int last = -1;
        try {
            for (int c = text.read(); c >= 0; c = text.read()) {
                nuls |= c == 0;
                lineEnds |= c == '\n';
                last = c;
            }
        } catch (DecodedText.MalformedException e) {
            return LINE_END;
        }
        return nuls && (last == 0 || !lineEnds) ? NUL : LINE_END;
    }
}
