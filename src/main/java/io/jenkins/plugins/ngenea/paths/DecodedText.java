package io.jenkins.plugins.ngenea.paths;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Bytes as characters: UTF-8, or what a byte order mark says. Nothing is replaced; the character before bytes that mean
 * nothing is still given out, so that whoever reads knows where they stand.
 */
final class DecodedText {
    private static final int BUFFER = 32 * 1024;

    /** The bytes that come next are no text. */
    static final class MalformedException extends IOException {
        private static final long serialVersionUID = 1L;

        MalformedException(String charset) {
            super("not " + charset);
        }
    }

    private record Mark(Charset charset, int... bytes) {
        boolean isAt(ByteBuffer start) {
            if (start.remaining() < bytes.length) {
                return false;
            }
            for (int i = 0; i < bytes.length; i++) {
                if ((start.get(start.position() + i) & 0xFF) != bytes[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The longer ones first: that of UTF-16 is the beginning of one of UTF-32. */
    private static final Mark[] MARKS = {
        new Mark(Charset.forName("UTF-32LE"), 0xFF, 0xFE, 0, 0),
        new Mark(Charset.forName("UTF-32BE"), 0, 0, 0xFE, 0xFF),
        new Mark(StandardCharsets.UTF_8, 0xEF, 0xBB, 0xBF),
        new Mark(StandardCharsets.UTF_16LE, 0xFF, 0xFE),
        new Mark(StandardCharsets.UTF_16BE, 0xFE, 0xFF)
    };

    private final InputStream in;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
    private final CharBuffer characters = CharBuffer.allocate(BUFFER).flip();
    private CharsetDecoder decoder;
    private boolean marked;
    private boolean isAtEnd;
    private boolean isMalformed;
    private boolean isComplete;

    DecodedText(InputStream in) {
        this.in = in;
    }

    /** Whether a byte order mark said what it is. */
    boolean isMarked() {
        return marked;
    }

    /**
     * The next character; -1 at the end.
     *
     * @throws MalformedException if the bytes that come next are none
     */
    int read() throws IOException {
        while (!characters.hasRemaining()) {
            if (isMalformed) {
                throw new MalformedException(decoder.charset().name());
            }
            if (isComplete) {
                return -1;
            }
            decode();
        }
        return characters.get();
    }

    private void decode() throws IOException {
        if (decoder == null) {
            begin();
        }
        characters.clear();
        CoderResult result = decoder.decode(bytes, characters, isAtEnd);
        if (result.isError()) {
            isMalformed = true;
        } else if (result.isUnderflow()) {
            if (isAtEnd) {
                isComplete = true;
            } else {
                fill();
            }
        }
        characters.flip();
    }

    private void begin() throws IOException {
        while (bytes.remaining() < Integer.BYTES && !isAtEnd) {
            fill();
        }
        Charset charset = StandardCharsets.UTF_8;
        for (Mark mark : MARKS) {
            if (mark.isAt(bytes)) {
                charset = mark.charset();
                bytes.position(bytes.position() + mark.bytes().length);
                marked = true;
                break;
            }
        }
        decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    private void fill() throws IOException {
        bytes.compact();
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (read < 0) {
            isAtEnd = true;
        } else {
            bytes.position(bytes.position() + read);
        }
        bytes.flip();
    }
}
