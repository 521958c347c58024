package io.jenkins.plugins.ngenea;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Paths of characters of every plane, blanks, quotes and dollars. */
public final class RandomNames {
    private static final String AWKWARD = " \t\"\\'$`\u3000\uFEFF";

    private RandomNames() {}

    /** @param lineEnds whether there may be some in them */
    public static List<String> of(Random random, int count, boolean lineEnds) {
        String awkward = lineEnds ? AWKWARD + "\n\r" : AWKWARD;
        return IntStream.range(0, count)
                .mapToObj(i -> "/" + i + name(random, awkward))
                .toList();
    }

    private static String name(Random random, String awkward) {
        return random.ints(12, 1, Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .map(c -> random.nextInt(3) == 0 ? awkward.charAt(c % awkward.length()) : c)
                .filter(c -> awkward.indexOf('\n') >= 0 || (c != '\n' && c != '\r'))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
