package io.jenkins.plugins.ngenea.hub.error;

/**
 * The TLS certificate that the Hub, or a gateway before it, showed is not accepted, so no byte of the request went out.
 * Certificates are renewed while jobs run.
 */
public final class HubCertificateException extends HubException {
    private static final long serialVersionUID = 1L;

    public HubCertificateException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean mayHeal() {
        return true;
    }

    @Override
    public boolean notTaken() {
        return true;
    }

    @Override
    public boolean needsSomebody() {
        return true;
    }
}
