package io.jenkins.plugins.ngenea.paths;

import java.util.Arrays;

/** Which texts were there before, by 64 bits of each: good for counting, as one in billions may be taken for another. */
final class Fingerprints {
    private static final long PRIME = 0x100000001b3L;
    private static final long OFFSET = 0xcbf29ce484222325L;

    /** 128 MB; what comes after so many is taken for new. */
    private static final int LARGEST = 1 << 24;

    private long[] table = new long[1 << 8];
    private int size;

    /** @return false if the text was there before */
    boolean add(String text) {
        long print = of(text);
        if (2L * size >= table.length) {
            if (table.length >= LARGEST) {
                return !contains(print);
            }
            grow();
        }
        return insert(print);
    }

    private static long of(String text) {
        long hash = OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        hash ^= hash >>> 33;
        // 0 is an empty place
        return hash == 0 ? 1 : hash;
    }

    private int place(long print) {
        int mask = table.length - 1;
        int at = (int) print & mask;
        while (table[at] != 0 && table[at] != print) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private boolean contains(long print) {
        return table[place(print)] == print;
    }

    private boolean insert(long print) {
        int at = place(print);
        if (table[at] == print) {
            return false;
        }
        table[at] = print;
        size++;
        return true;
    }

    private void grow() {
        long[] old = table;
        table = new long[old.length * 2];
        size = 0;
        Arrays.stream(old).filter(print -> print != 0).forEach(this::insert);
    }
}
