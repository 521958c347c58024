package io.jenkins.plugins.ngenea.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Looks for secrets in the files below a directory. */
public final class FilesWith {
    private FilesWith() {}

    /** Fails if a file below {@code root} holds one of the secrets. */
    public static void none(File root, String... secrets) throws IOException {
        List<Path> found = new ArrayList<>();
        int[] looked = {0};
        Files.walkFileTree(root.toPath(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String text;
                try {
                    text = Files.readString(file, StandardCharsets.ISO_8859_1);
                } catch (NoSuchFileException e) {
                    return visitFileFailed(file, e);
                }
                if (Arrays.stream(secrets).anyMatch(text::contains)) {
                    found.add(file);
                }
                looked[0]++;
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) throws IOException {
                // some go while Jenkins runs
                if (gone instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw gone;
            }
        });
        assertTrue(looked[0] > 0, "there is no file below " + root);
        assertEquals(List.of(), found);
    }
}
