package io.jenkins.plugins.ngenea.hub.http;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Finds a secret in texts, as it is and in the spellings of JSON and of addresses, in any mix of these and nested. Time and
 * memory grow with the text alone, whatever it and the secret hold: there is no pattern to be compiled and no going back.
 */
final class SecretSearch {
    /** Finding anything shorter could make another job of an answer. In characters. */
    static final int SHORTEST = 8;

    /** The same for what is left of a secret without its escapes. */
    private static final int SHORTEST_UNESCAPED = 4;

    private final Word plain;

    /** What is left of the secret when it is read as {@link Unescaped} reads a text; null if that is too little. */
    private final Word unescaped;

    /**
     * @param secret of visible ASCII characters, at least {@value #SHORTEST}
     */
    SecretSearch(String secret) {
        plain = new Word(secret.toCharArray());
        char[] read = new Unescaped(secret).lettersOfASecret();
        unescaped = read.length < SHORTEST_UNESCAPED ? null : new Word(read);
    }

    Scan over(String text) {
        return new Scan(text);
    }

    /** One text. */
    final class Scan {
        private final String text;
        private final BitSet found = new BitSet();
        private long steps;

        private Scan(String text) {
            this.text = text;
        }

        /** The text with {@code mask} wherever the secret stands; the same object if it stands nowhere. */
        String masked(String mask) {
            mark(plain, null);
            if (unescaped != null && (text.indexOf('\\') >= 0 || text.indexOf('%') >= 0)) {
                mark(unescaped, new Unescaped(text));
            }
            return found.isEmpty() ? text : replaced(mask);
        }

        /** Comparisons made so far: at most a few for a character of the text. */
        long steps() {
            return steps;
        }

        /**
         * The search of Knuth, Morris and Pratt; it finds those, too, that overlap.
         *
         * @param read null for the text as it is
         */
        private void mark(Word word, Unescaped read) {
            int matched = 0;
            int markedUpTo = 0;
            int length = read == null ? text.length() : read.length;
            for (int i = 0; i < length; i++) {
                char c = read == null ? text.charAt(i) : read.letters[i];
                steps++;
                while (matched > 0 && word.letters[matched] != c) {
                    matched = word.border[matched];
                    steps++;
                }
                if (word.letters[matched] == c) {
                    matched++;
                }
                if (matched == word.letters.length) {
                    int next = i + 1;
                    int start = read == null ? next - matched : read.start(next - matched);
                    int end = read == null ? next : read.start(next);
                    found.set(Math.max(start, markedUpTo), end);
                    markedUpTo = end;
                    matched = word.border[matched];
                }
            }
        }

        private String replaced(String mask) {
            StringBuilder out = new StringBuilder(text.length());
            int from = 0;
            for (int at = found.nextSetBit(0); at >= 0; at = found.nextSetBit(from)) {
                out.append(text, from, at).append(mask);
                from = found.nextClearBit(at);
            }
            return out.append(text, from, text.length()).toString();
        }
    }

    /** What is searched for. */
    private static final class Word {
        private final char[] letters;

        /** For each length the longest beginning of the word that is shorter and ends there, too. */
        private final int[] border;

        Word(char[] letters) {
            this.letters = letters;
            this.border = new int[letters.length + 1];
            int matched = 0;
            for (int i = 1; i < letters.length; i++) {
                while (matched > 0 && letters[matched] != letters[i]) {
                    matched = border[matched];
                }
                if (letters[matched] == letters[i]) {
                    matched++;
                }
                border[i + 1] = matched;
            }
        }
    }

    /**
     * A text whose escapes ({@code \x}, {@code \u0078}, {@code %78}) are read as the characters they stand for, until none
     * is left, with where each character began.
     */
    private static final class Unescaped {
        private final char[] letters;
        private final int[] starts;
        private final int end;
        private int length;

        Unescaped(String text) {
            letters = new char[text.length()];
            starts = new int[text.length()];
            end = text.length();
            for (int i = 0; i < end; i++) {
                letters[length] = text.charAt(i);
                starts[length] = i;
                length++;
                while (isReduced()) {
                    // what came of it may be the end of another one
                }
            }
        }

        /** Where a letter begins in the text; for the one behind the last, where the text ends. */
        int start(int letter) {
            return letter == length ? end : starts[letter];
        }

        /** Without backslashes at the end: in a text they would belong to what follows. */
        char[] lettersOfASecret() {
            int last = length;
            while (last > 0 && letters[last - 1] == '\\') {
                last--;
            }
            return Arrays.copyOf(letters, last);
        }

        /** Puts the character that an escape at the end stands for into its place; false if there is none. */
        private boolean isReduced() {
            char last = letters[length - 1];
            if (back(2) == '\\' && last != 'u') {
                return reduce(2, last);
            }
            int digit = Character.digit(last, 16);
            int digits = length < 2 || digit < 0 ? -1 : Character.digit(letters[length - 2], 16) * 16 + digit;
            if (digits <= 0x20 || digits >= 0x7f) {
                return false;
            }
            if (back(3) == '%') {
                return reduce(3, (char) digits);
            }
            boolean isUnicode = back(3) == '0' && back(4) == '0' && back(5) == 'u' && back(6) == '\\';
            return isUnicode && reduce(6, (char) digits);
        }

        private char back(int letters) {
            return length < letters ? 0 : this.letters[length - letters];
        }

        private boolean reduce(int count, char letter) {
            length -= count - 1;
            letters[length - 1] = letter;
            return true;
        }
    }
}
