package io.jenkins.plugins.ngenea;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people read on pages and in forms is where translators find it. */
class TranslatableTest {
    /** A text that goes to a page as it stands in the source. */
    private static final Pattern IN_SOURCE =
            Pattern.compile("(FormValidation\\s*\\.(ok|warning|error)|new Failure|KeyNotCreatedException)\\(\\s*\""
                    + "|getDisplayName\\(\\) \\{\\s*return \"");

    /** An apostrophe alone begins a quotation, which takes it and the variables after it away. */
    private static final Pattern LONE_APOSTROPHE = Pattern.compile("(?<!')'(?!')");

    private static List<Path> files(String root, String end) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", root))) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }

    @Test
    void noSourceHasATextOfAPage() throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path source : files("java", ".java")) {
            IN_SOURCE
                    .matcher(Files.readString(source))
                    .results()
                    .forEach(hit -> texts.add(source + ": " + hit.group()));
        }
        assertEquals(List.of(), texts);
    }

    @Test
    void noTextLosesItsVariablesToAnApostrophe() throws IOException {
        List<Path> all = files("resources", "Messages.properties");
        assertFalse(all.isEmpty());
        List<String> wrong = new ArrayList<>();
        for (Path file : all) {
            Properties texts = new Properties();
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
                texts.load(reader);
            }
            texts.forEach((key, text) -> {
                if (LONE_APOSTROPHE.matcher(text.toString()).find()) {
                    wrong.add(file + ": " + key);
                }
            });
        }
        assertEquals(List.of(), wrong);
    }
}
