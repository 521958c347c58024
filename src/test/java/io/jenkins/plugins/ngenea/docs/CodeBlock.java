package io.jenkins.plugins.ngenea.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A fenced block of code on a page of the documentation.
 *
 * @param name the page, the heading above it, and a number if there are several below that heading
 */
public record CodeBlock(String name, String language, String text) {
    private static final String FENCE = "```";

    /** All blocks of a page, from its top. */
    public static List<CodeBlock> of(Path page) throws IOException {
        List<CodeBlock> blocks = new ArrayList<>();
        String heading = "";
        int below = 0;
        String language = null;
        StringBuilder text = new StringBuilder();
        for (String line : Files.readAllLines(page)) {
            if (language != null && line.equals(FENCE)) {
                below++;
                String name = page.getFileName() + ": " + heading + (below == 1 ? "" : " (" + below + ")");
                blocks.add(new CodeBlock(name, language, text.toString()));
                language = null;
            } else if (language != null) {
                text.append(line).append('\n');
            } else if (line.startsWith(FENCE)) {
                language = line.substring(FENCE.length());
                text.setLength(0);
            } else if (line.startsWith("#")) {
                heading = line.replaceFirst("#+ ", "");
                below = 0;
            }
        }
        return blocks;
    }

    /** The name alone: it is that of a test, too. */
    @Override
    public String toString() {
        return name;
    }
}
