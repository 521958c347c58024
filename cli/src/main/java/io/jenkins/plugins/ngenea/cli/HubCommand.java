package io.jenkins.plugins.ngenea.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that asks a Hub something, and says what came of it. */
abstract class HubCommand implements Callable<Integer> {
    @Mixin
    HubOptions hub;

    @Mixin
    Output output;
}
