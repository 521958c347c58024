package io.jenkins.plugins.ngenea.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that stands in the jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"ngenea " + (version == null ? "(not from a jar)" : version)};
    }
}
