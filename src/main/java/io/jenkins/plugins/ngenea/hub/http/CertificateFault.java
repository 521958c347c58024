package io.jenkins.plugins.ngenea.hub.http;

import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateRevokedException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What is wrong with a TLS certificate, and what to do about it. */
final class CertificateFault {
    private final Throwable error;

    private CertificateFault(Throwable error) {
        this.error = error;
    }

    /** Empty if it is not a certificate that made a request fail. */
    static Optional<CertificateFault> in(Throwable error) {
        CertificateFault fault = new CertificateFault(error);
        return fault.first(CertificateFault::isRefusal).map(cause -> fault);
    }

    /**
     * Not every {@link java.security.GeneralSecurityException}: a damaged record of an answer is one too, and by then the
     * request was sent.
     */
    private static boolean isRefusal(Throwable cause) {
        return cause instanceof CertificateException
                || cause instanceof CertPathValidatorException
                || cause instanceof CertPathBuilderException
                // a truststore without a single CA
                || cause instanceof InvalidAlgorithmParameterException;
    }

    private Optional<Throwable> first(Predicate<Throwable> kind) {
        return Stream.iterate(error, cause -> cause != null, Throwable::getCause)
                .filter(kind)
                .findFirst();
    }

    /** As it follows the request in a sentence, without a full stop. */
    String words() {
        Optional<String> known = told(
                        CertificateExpiredException.class::isInstance,
                        "has expired",
                        "Renew it on the Hub; if it is still valid, correct the clock of this machine")
                .or(() -> told(
                        CertificateNotYetValidException.class::isInstance,
                        "is not valid yet",
                        "Check the clocks of the Hub and of this machine"))
                .or(() -> told(
                        CertificateRevokedException.class::isInstance, "was revoked", "Install a new one on the Hub"))
                .or(() -> told(
                        CertificateFault::isOfAnotherHost,
                        "is for a different host",
                        "Use a name from the certificate in the Hub's URL, or install a certificate for this name on the"
                                + " Hub"))
                .or(() -> told(
                        CertPathBuilderException.class::isInstance,
                        "is not trusted by this Java",
                        "Import the CA into the truststore of this JVM"));
        return known.orElseGet(
                () -> "its TLS certificate is not accepted by this Java (" + RemoteText.line(error.getMessage()) + ")");
    }

    private Optional<String> told(Predicate<Throwable> kind, String what, String toDo) {
        return first(kind)
                .map(cause ->
                        "its TLS certificate " + what + " (" + RemoteText.line(cause.getMessage()) + "). " + toDo);
    }

    /** Java has no class of its own for that. */
    private static boolean isOfAnotherHost(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return cause.getClass() == CertificateException.class
                && (message.startsWith("No subject alternative") || message.startsWith("No name matching"));
    }
}
