package io.jenkins.plugins.ngenea.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * Where a command's words go: results to standard output, the rest to standard error once standard output is for a
 * script. A pipe that nobody reads any more is no reason to stop: what runs in the Hub runs on.
 */
final class Output {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Option(names = "--json", description = "Print the result as JSON, for scripts.")
    private boolean json;

    private boolean outputIsTaken;
    private boolean silent;

    /** With {@code LC_ALL=C} there would be a question mark for each letter that is not ASCII. */
    static void useUtf8InsteadOfAscii() {
        String encoding = System.getProperty("native.encoding", "");
        if (!encoding.isEmpty()
                && Charset.isSupported(encoding)
                && Charset.forName(encoding).equals(StandardCharsets.US_ASCII)) {
            System.setOut(utf8(FileDescriptor.out));
            System.setErr(utf8(FileDescriptor.err));
        }
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    boolean isJson() {
        return json;
    }

    /** A line of the result for a person. */
    void result(String line) {
        System.out.println(line);
    }

    void result(JsonNode node) {
        try {
            System.out.writeBytes(Utf8Json.of(JSON.writeValueAsString(node) + System.lineSeparator()));
            System.out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }

    /** A line about what is going on. */
    void say(String line) {
        PrintStream stream = json || outputIsTaken ? System.err : System.out;
        stream.println(line);
    }

    /** A line that a quiet command does without. */
    void detail(String line) {
        if (!silent) {
            say(line);
        }
    }

    /** Only results and problems from now on. */
    void beQuiet() {
        silent = true;
    }

    /** Standard output is for a list of paths, and for nothing else. */
    void leaveStandardOutput() {
        outputIsTaken = true;
    }

    boolean isStandardOutputTaken() {
        return outputIsTaken;
    }

    void complain(String line) {
        System.err.println("ngenea: " + line);
    }

    /** Lines in columns, the first being the heads. */
    void table(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            result(line.toString().stripTrailing());
        }
    }

    /** What a person typed, fit for a terminal. */
    static String shown(String text) {
        return RemoteText.name(text);
    }
}
