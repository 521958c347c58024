package io.jenkins.plugins.ngenea.emulator;

/** A task that did not end well: its path, its message and its state (FAILURE, ERROR, ...). */
public record FailedTask(String path, String message, String state) {}
