package io.jenkins.plugins.ngenea.cli;

/** Something is missing or wrong in arguments, environment or files; the message tells a person what to do. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
