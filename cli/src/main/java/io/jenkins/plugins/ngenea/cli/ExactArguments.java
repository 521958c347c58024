package io.jenkins.plugins.ngenea.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments as they were typed. Java reads them in the encoding of the locale and replaces what that does not know: with
 * {@code LC_ALL=C}, as cron and slim containers have it, each letter that is not ASCII. Linux keeps the bytes.
 */
final class ExactArguments {
    private static final Path TYPED = Path.of("/proc/self/cmdline");
    private static final char REPLACED = '\uFFFD';

    private ExactArguments() {}

    /**
     * @param read as Java read them
     * @throws UsageException if it is not known what was typed
     */
    static String[] of(String[] read) throws UsageException {
        return of(read, System.getProperty("sun.jnu.encoding", ""), TYPED);
    }

    static String[] of(String[] read, String encoding, Path typed) throws UsageException {
        boolean isUtf8 = encoding.equalsIgnoreCase("UTF-8");
        List<Integer> doubtful = new ArrayList<>();
        for (int i = 0; i < read.length; i++) {
            if (isUtf8 ? read[i].indexOf(REPLACED) >= 0 : mayBeReplaced(read[i])) {
                doubtful.add(i);
            }
        }
        if (doubtful.isEmpty()) {
            return read;
        }
        List<byte[]> bytes = bytes(typed, read);
        String[] exact = read.clone();
        for (int i : doubtful) {
            exact[i] = bytes == null ? undoubted(read[i], i, encoding) : utf8(bytes.get(i), i);
        }
        return exact;
    }

    private static boolean mayBeReplaced(String argument) {
        return argument.chars().anyMatch(c -> c == '?' || c > 0x7E);
    }

    /** Null if the system does not keep them. */
    private static List<byte[]> bytes(Path typed, String[] read) {
        List<byte[]> all = new ArrayList<>();
        ByteArrayOutputStream one = new ByteArrayOutputStream();
        try {
            for (byte b : Files.readAllBytes(typed)) {
                if (b == 0) {
                    all.add(one.toByteArray());
                    one.reset();
                } else {
                    one.write(b);
                }
            }
        } catch (IOException e) {
            return null;
        }
        if (all.size() < read.length) {
            return null;
        }
        List<byte[]> last = all.subList(all.size() - read.length, all.size());
        for (int i = 0; i < read.length; i++) {
            String text = new String(last.get(i), StandardCharsets.ISO_8859_1);
            boolean isAscii = text.chars().allMatch(c -> c < 0x80);
            if (isAscii && !text.equals(read[i])) {
                return null;
            }
        }
        return last;
    }

    private static String utf8(byte[] bytes, int index) throws UsageException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UsageException("argument " + (index + 1) + " ('"
                    + Output.shown(new String(bytes, StandardCharsets.UTF_8))
                    + "') is not valid UTF-8, which the Hub requires: use a UTF-8 locale, such as LC_ALL=C.UTF-8,"
                    + " or list the paths in a UTF-8 file with --paths-from.");
        }
    }

    /** Where nothing but Java's own reading is left. */
    private static String undoubted(String argument, int index, String encoding) throws UsageException {
        boolean isUnicodeInside = System.getProperty("os.name", "").startsWith("Windows");
        boolean known = isUnicodeInside && argument.chars().noneMatch(c -> c == '?' || c == REPLACED);
        if (known) {
            return argument;
        }
        throw new UsageException("argument " + (index + 1) + " ('" + Output.shown(argument)
                + "') cannot be read reliably in this locale (" + encoding
                + "): set LC_ALL=C.UTF-8, or list the paths in a UTF-8 file with --paths-from.");
    }
}
