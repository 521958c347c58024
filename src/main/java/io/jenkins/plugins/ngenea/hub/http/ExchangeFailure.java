package io.jenkins.plugins.ngenea.hub.http;

import io.jenkins.plugins.ngenea.hub.body.BoundedBody;
import io.jenkins.plugins.ngenea.hub.body.CollectedBody;
import io.jenkins.plugins.ngenea.hub.body.OneShotPublisher;
import io.jenkins.plugins.ngenea.hub.error.HubCertificateException;
import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.error.HubInvalidAnswerException;
import io.jenkins.plugins.ngenea.hub.error.HubUnreachableException;
import io.jenkins.plugins.ngenea.hub.error.SanitizedException;
import io.jenkins.plugins.ngenea.hub.model.RemoteText;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Why a request has no answer, and whether somebody may have taken it all the same.
 *
 * @param what which request
 * @param submit null if it is none
 */
record ExchangeFailure(String what, HubRoute route, OneShotPublisher submit) {
    /** What a gateway takes unless told otherwise, in bytes. */
    private static final long USUAL_LIMIT = 1024 * 1024;

    /**
     * @param redaction for what is wrong with an answer may be told with its own words
     */
    HubException because(Throwable cause, Redaction redaction) {
        Optional<CertificateFault> fault = CertificateFault.in(cause);
        if (fault.isPresent()) {
            return new HubCertificateException(message(fault.get().words()), SanitizedException.of(cause));
        }
        if (cause instanceof CollectedBody.TooLargeException) {
            return new HubInvalidAnswerException(
                    what + ": the answer is larger than " + BoundedBody.LARGEST_ANSWER / (1024 * 1024) + " MB.",
                    cause,
                    false);
        }
        if (cause instanceof CollectedBody.DamagedException) {
            return new HubInvalidAnswerException(
                    message("the gzip-compressed answer cannot be decompressed"), SanitizedException.of(cause));
        }
        if (submit != null && submit.unreadable() != null) {
            String why = "its paths cannot be read completely ("
                    + RemoteText.line(submit.unreadable().getMessage()) + "). Nothing was submitted";
            return new HubUnreachableException(
                    message(why), SanitizedException.of(cause), submit.withdraw(), false, null);
        }
        return cause instanceof IOException failure
                ? because(redaction.of(words(failure)) + sizeLimit(failure), cause)
                : because(SanitizedException.name(cause), cause);
    }

    /**
     * @param why in words that hold no secret
     */
    HubUnreachableException because(String why, Throwable cause) {
        // before a TLS handshake is through the client asks for the body already, but no byte of it leaves
        boolean neverSent = cause instanceof SSLHandshakeException
                || (submit == null ? isBeforeTheRequest(cause) : submit.withdraw());
        return new HubUnreachableException(message(why), SanitizedException.of(cause), neverSent, true, null);
    }

    private String message(String why) {
        return what + route.words() + ": " + why + ".";
    }

    /** Whether it failed while connecting, so that no byte of the request went out. */
    private static boolean isBeforeTheRequest(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof UnknownHostException;
    }

    /** A gateway that takes no request of this size breaks off in its midst; its 413 can often not be read any more. */
    private String sizeLimit(IOException cause) {
        boolean inItsMidst = submit != null && submit.withdraw() && submit.handedOut() > 0;
        boolean large = submit != null && !submit.withdraw() && submit.contentLength() > USUAL_LIMIT;
        if (cause instanceof HttpTimeoutException || isBeforeTheRequest(cause) || !(inItsMidst || large)) {
            return "";
        }
        return ", with " + submit.handedOut() / 1024 + " of " + submit.contentLength() / 1024
                + " KB sent. If this happens again, a gateway in front of the Hub may reject requests of this size (HTTP"
                + " 413, often above 1 MB): raise its limit, or split the list of paths";
    }

    private String words(IOException e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof UnresolvedAddressException || t instanceof UnknownHostException) {
                return "the host name cannot be resolved";
            }
        }
        if (e instanceof HttpConnectTimeoutException) {
            return "the connection timed out";
        }
        if (e instanceof HttpTimeoutException) {
            return "no answer in time";
        }
        if (e instanceof ConnectException) {
            return e.getMessage() == null ? "connection refused" : RemoteText.line(e.getMessage());
        }
        if (e.getMessage() != null && e.getMessage().startsWith("Tunnel failed")) {
            return "the proxy did not open a tunnel (" + RemoteText.line(e.getMessage()) + ")" + route.whyNoTunnel();
        }
        String kind = e instanceof SSLException ? "TLS failed" : "the connection was lost";
        return e.getMessage() == null ? kind : kind + " (" + RemoteText.line(e.getMessage()) + ")";
    }
}
