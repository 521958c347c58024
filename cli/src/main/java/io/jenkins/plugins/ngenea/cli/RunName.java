package io.jenkins.plugins.ngenea.cli;

import io.jenkins.plugins.ngenea.hub.model.PathsDigest;
import io.jenkins.plugins.ngenea.journal.JournalEntry;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * What a run of the command is called in the journal: which process it is, of which host, since which start of the system and
 * in which container. A state folder may be shared by several of each.
 *
 * @param start when the process began, as the system counts; a process id is given again
 * @param host name of the host and a digest of its machine id
 * @param boot changes with each start of the system
 * @param namespace of process ids; each container has one of its own
 * @param key of the record
 */
record RunName(long pid, String start, String host, String boot, String namespace, String key) {
    private static final String PROGRAM = "ngenea";
    private static final String UNKNOWN = "-";

    /** That of processes in no container (Linux). */
    private static final String OUTSIDE = "pid:[4026531836]";

    private static final int START_IN_STAT = 19;

    /** Of a run of this process. */
    static RunName of(String key) {
        long pid = ProcessHandle.current().pid();
        return new RunName(pid, startOf(pid).orElse(UNKNOWN), hostName(), bootId(), namespaceId(), key);
    }

    /** Empty if the record is none of the command, or not to be trusted: its key must be its name's and a UUID. */
    static Optional<RunName> of(JournalEntry entry) {
        String[] words = entry.build().split(" ");
        if (words.length != 7 || !words[0].equals(PROGRAM) || !words[6].equals(entry.key()) || !isUuid(entry.key())) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RunName(Long.parseLong(words[1]), words[2], words[3], words[4], words[5], words[6]));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isUuid(String key) {
        try {
            return UUID.fromString(key).toString().equals(key);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether its process has ended for certain, seen from the process of another run. */
    boolean isGone(RunName here) {
        if (!host.equals(here.host)) {
            return false;
        }
        if (boot.equals(here.boot)) {
            return namespace.equals(here.namespace) && isEnded();
        }
        boolean known = !boot.equals(UNKNOWN) && !here.boot.equals(UNKNOWN);
        return known && namespace.equals(OUTSIDE) && here.namespace.equals(OUTSIDE);
    }

    private boolean isEnded() {
        if (ProcessHandle.of(pid).isEmpty()) {
            return true;
        }
        Optional<String> now = startOf(pid);
        return now.isPresent() && !start.equals(UNKNOWN) && !start.equals(now.get());
    }

    /** Linux counts in ticks since its start; what Java makes of that moves with the clock. */
    private static Optional<String> startOf(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            // the second word is in parentheses and may hold anything
            String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Optional.of(words[START_IN_STAT]);
        } catch (IOException | IndexOutOfBoundsException e) {
            return ProcessHandle.of(pid)
                    .flatMap(process -> process.info().startInstant())
                    .map(Instant::toEpochMilli)
                    .map(String::valueOf);
        }
    }

    private static String hostName() {
        String name = read("/proc/sys/kernel/hostname");
        if (name.equals(UNKNOWN)) {
            try {
                name = word(InetAddress.getLocalHost().getHostName());
            } catch (IOException e) {
                return UNKNOWN;
            }
        }
        return name + "~" + digest(read("/etc/machine-id"));
    }

    /** The id itself is to be kept on its machine. */
    private static String digest(String machine) {
        byte[] digest = PathsDigest.sha256().digest((PROGRAM + machine).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, 6);
    }

    private static String bootId() {
        return read("/proc/sys/kernel/random/boot_id");
    }

    private static String namespaceId() {
        try {
            return word(Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString());
        } catch (IOException | UnsupportedOperationException e) {
            return UNKNOWN;
        }
    }

    private static String read(String file) {
        try {
            return word(Files.readString(Path.of(file), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private static String word(String text) {
        String word = text.strip().replaceAll("[^\\p{Graph}]", "_");
        return word.isEmpty() ? UNKNOWN : word;
    }

    @Override
    public String toString() {
        return String.join(" ", PROGRAM, String.valueOf(pid), start, host, boot, namespace, key);
    }
}
