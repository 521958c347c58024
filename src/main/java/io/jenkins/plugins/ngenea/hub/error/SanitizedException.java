package io.jenkins.plugins.ngenea.hub.error;

/**
 * Stands for an exception that nobody expected: its class and where it was thrown, without its message, because that may
 * hold anything that was being worked on, a key too.
 */
public final class SanitizedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Causes may go round in a circle. */
    private static final int CAUSES = 10;

    private SanitizedException(Throwable error, Throwable cause) {
        super(error.getClass().getName(), cause, false, true);
        setStackTrace(error.getStackTrace());
    }

    /** What may be logged in the place of {@code error}. */
    public static SanitizedException of(Throwable error) {
        return of(error, CAUSES);
    }

    private static SanitizedException of(Throwable error, int causes) {
        Throwable cause = error.getCause();
        return new SanitizedException(error, cause == null || causes == 0 ? null : of(cause, causes - 1));
    }

    /** What a person is told of {@code error}. */
    public static String name(Throwable error) {
        Class<?> type = error.getClass();
        return type.getSimpleName().isEmpty() ? type.getName() : type.getSimpleName();
    }
}
