package io.jenkins.plugins.ngenea.hub;

import io.jenkins.plugins.ngenea.hub.error.HubException;
import io.jenkins.plugins.ngenea.hub.http.HubTransport;
import io.jenkins.plugins.ngenea.hub.model.HubUrl;

/** How a client proves who it is. Implementations keep their secret in memory only and never print it. */
public interface HubAuthentication {
    /**
     * Value of the {@code Authorization} header.
     *
     * @throws HubException if one has to be fetched from the Hub and cannot be
     */
    String header(HubTransport transport, HubUrl hub) throws HubException, InterruptedException;

    /**
     * Called when the Hub refused {@code refused}; makes the next {@link #header} another one if that is possible.
     *
     * @return whether it is worth asking again
     * @throws HubException if the Hub cannot be reached, or refuses to give a new one
     */
    boolean renew(HubTransport transport, HubUrl hub, String refused) throws HubException, InterruptedException;

    /** Name of the user whom the Hub takes this for; empty if that is not known, as for a client key. */
    default String user() {
        return "";
    }
}
