package io.jenkins.plugins.ngenea.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Another process of this program, on the same terminal. */
record OwnProcess(Process process) {
    /** How to start one. */
    static final class Starter {
        private final Path folder;
        private final Map<String, String> environment;

        /**
         * @param folder where it works and keeps its records
         * @param hub a Hub on this machine; no proxy is asked for it
         */
        Starter(Path folder, String hub, String key) {
            this.folder = folder;
            String state = folder.resolve("state").toString();
            this.environment = Map.of(
                    "NGENEA_HUB_URL", hub,
                    "NGENEA_API_KEY", key,
                    "XDG_STATE_HOME", state,
                    "LOCALAPPDATA", state,
                    "NO_PROXY", "*");
        }

        OwnProcess start(String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    classPath(),
                    Main.class.getName()));
            command.addAll(List.of(arguments));
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
            builder.environment().keySet().removeIf(name -> name.equalsIgnoreCase("no_proxy"));
            builder.environment().putAll(environment);
            return new OwnProcess(builder.start());
        }

        /** It works in another folder. */
        private static String classPath() {
            return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(entry -> Path.of(entry).toAbsolutePath().toString())
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    /** As Ctrl-C would; on Windows it is {@link #kill}. */
    void terminate() {
        process.destroy();
    }

    /** It has no time for anything. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
