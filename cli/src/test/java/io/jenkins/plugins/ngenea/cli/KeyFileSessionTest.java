package io.jenkins.plugins.ngenea.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys from wherever they are kept. */
class KeyFileSessionTest extends SessionWithHub {
    /** Root without the right to change the mode of a file that is not its own. */
    private static final String AS_A_GUEST = "setpriv --bounding-set -fowner --inh-caps -fowner ";

    private Path file;

    @BeforeEach
    void writeKey() throws Exception {
        file = folder.resolve("key");
        write(key + "\n", StandardCharsets.US_ASCII, "rw-------");
    }

    private void write(String text, Charset charset, String mode) throws Exception {
        Files.writeString(file, text, charset);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private Session sites(String before, String keyFile) throws Exception {
        return ngenea().with("NGENEA_API_KEY", "none").startShell(before + "$NGENEA sites --key-file " + keyFile);
    }

    private void assertWorks(String before, String keyFile) throws Exception {
        try (Session session = sites(before, keyFile)) {
            assertEquals(0, session.exitCode(), session::errors);
            assertTrue(session.output().contains("dfoster1"), session::output);
        }
    }

    private String refusal(String before, String keyFile) throws Exception {
        try (Session session = sites(before, keyFile)) {
            assertEquals(2, session.exitCode(), session::errors);
            assertEquals(0, hub.requestCount());
            assertFalse(session.errors().contains(key), session::errors);
            return session.errors();
        }
    }

    @Test
    void aMarkAndOtherLineEndsAroundTheKeyDoNotMatter() throws Exception {
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            write("\uFEFF" + key + "\r\n", charset, "r--------");
            assertWorks("", file.toString());
        }
    }

    @Test
    void aLinkCountsAsWhatItLeadsTo() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        write(key, StandardCharsets.US_ASCII, "rw-r-----");
        assertTrue(refusal("", link.toString()).contains("chmod 600"));
        write(key, StandardCharsets.US_ASCII, "rw-------");
        assertWorks("", link.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"r--r--r--", "r--r-----", "rw-r--r--"})
    void aFileWhoseModeIsNotTheCallersToChangeIsAccepted(String mode) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can give files away");
        write(key, StandardCharsets.US_ASCII, mode);
        assertTrue(refusal("", file.toString()).contains("chmod 600"), "the caller's own");
        Files.setAttribute(file, "unix:uid", 4711);
        assertTrue(refusal("", file.toString()).contains("chmod 600"), "root may change every mode");
        assertWorks(AS_A_GUEST, file.toString());
    }

    @Test
    void aFileOnAReadOnlyFileSystemIsAccepted() throws Exception {
        String mounted = "mount --bind " + file + " " + file + " && mount -o remount,ro,bind " + file;
        Process tried = new ProcessBuilder("unshare", "-m", "bash", "-c", mounted).start();
        assumeTrue(tried.waitFor() == 0, "nothing can be mounted here");
        write(key, StandardCharsets.US_ASCII, "r--r--r--");
        Files.writeString(folder.resolve("mounted.sh"), mounted + " && $NGENEA sites --key-file " + file);
        try (Session session = ngenea().with("NGENEA_API_KEY", "none").startShell("unshare -m bash mounted.sh")) {
            assertEquals(0, session.exitCode(), session::errors);
        }
    }

    @Test
    void aKeyCanComeFromAPipe() throws Exception {
        assertWorks("", "<(cat " + file + ")");
        assertWorks("cat " + file + " | ", "/dev/stdin");
        assertWorks("exec 3< <(cat " + file + "); ", "/dev/fd/3");
    }

    @Test
    void aPipeThatOthersMayReadIsRefused() throws Exception {
        assertTrue(refusal("mkfifo -m 644 fifo; ", "fifo").contains("chmod 600 fifo"));
    }

    @Test
    void aPipeIsReadOnceAndItsKeyIsKept() throws Exception {
        try (Session session = ngenea().startShell("$NGENEA submit --workflow migrate --site dfoster1 --wait "
                + "--key-file <(cat " + file + ") --paths-from <(echo " + PATH + ")")) {
            assertEquals(0, session.exitCode(), session::errors);
        }
    }

    @Test
    void keyAndPathsCannotBothBeTheStandardInput() throws Exception {
        try (Session session = ngenea().startShell("cat key | $NGENEA submit --workflow migrate --site dfoster1"
                + " --key-file /dev/stdin --paths-from -")) {
            assertEquals(2, session.exitCode(), session::errors);
            assertTrue(session.errors().contains("cannot both come from standard input"), session::errors);
        }
    }

    @Test
    void whatIsNoKeyFileIsRefusedInWords() throws Exception {
        assertTrue(refusal("", "nosuch").contains("there is no key file"));
        assertTrue(refusal("", folder.toString()).contains("is a folder"));
        write("gr\u00F6\u00DFe-key", StandardCharsets.ISO_8859_1, "rw-------");
        assertTrue(refusal("", file.toString()).contains("is no text"));
        write("x".repeat(20_000), StandardCharsets.US_ASCII, "rw-------");
        assertTrue(refusal("", file.toString()).contains("too large"));
    }
}
