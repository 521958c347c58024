package io.jenkins.plugins.ngenea.formats;

import io.jenkins.plugins.ngenea.config.NgeneaHub;
import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import io.jenkins.plugins.ngenea.emulator.HubEmulator;
import io.jenkins.plugins.ngenea.emulator.HubProfile;
import io.jenkins.plugins.ngenea.hub.HubClients;
import io.jenkins.plugins.ngenea.hub.model.WorkflowBody;
import io.jenkins.plugins.ngenea.testing.HubInJenkins;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;

/** A Hub for each moment at which the builds of a saved Jenkins home wait. */
final class WaitingHubs implements AutoCloseable {
    static final String BEFORE = "before";
    static final String SUBMITTING = "submitting";
    static final String FOLLOWING = "following";
    static final String CANCELLING = "cancelling";
    static final String WAITING = "waiting";
    static final String FREESTYLE = "freestyle";
    static final String OVER = "over";

    private final Map<String, HubEmulator> hubs = new LinkedHashMap<>();
    private final Map<String, String> keys = new LinkedHashMap<>();

    WaitingHubs() {
        for (String name : new String[] {BEFORE, SUBMITTING, FOLLOWING, CANCELLING, WAITING, FREESTYLE, OVER}) {
            HubEmulator hub = HubEmulator.start(HubProfile.PATHS_IN_JOBS);
            hub.holdJobs();
            hubs.put(name, hub);
            keys.put(name, hub.newClientKey());
        }
    }

    void hold() {
        of(BEFORE).faults().always(FaultPoint.JOBS, Fault.unavailable());
        // its answers are lost, and nothing can be found
        of(SUBMITTING).profile(HubProfile.DOCUMENTED_ONLY);
        of(SUBMITTING).faults().always(FaultPoint.SUBMIT, Fault.takenThen(Fault.connectionReset()));
        of(CANCELLING).faults().always(FaultPoint.CANCEL, Fault.unavailable());
    }

    /** As a Hub is that took the requests of the saved home. */
    void haveJobs() throws Exception {
        for (String name : new String[] {SUBMITTING, FOLLOWING, CANCELLING, WAITING, FREESTYLE}) {
            HubClients.client(of(name)).submit(WorkflowBody.of(HubClients.request(List.of("/data/" + name), null)));
            of(name).clearRequests();
        }
    }

    HubEmulator of(String name) {
        return hubs.get(name);
    }

    Iterable<String> names() {
        return hubs.keySet();
    }

    /** In the running Jenkins. */
    void configure() throws Exception {
        NgeneaHub[] known = new NgeneaHub[hubs.size()];
        int at = 0;
        for (String name : names()) {
            HubInJenkins.addKey(Jenkins.get(), "key-" + name, keys.get(name));
            NgeneaHub hub = new NgeneaHub(name, of(name).url(), "key-" + name);
            hub.setDefaultSite(HubInJenkins.SITE);
            hub.setPollCapSeconds(2);
            known[at++] = hub;
        }
        HubInJenkins.configure(known);
    }

    @Override
    public void close() {
        hubs.values().forEach(HubEmulator::close);
    }
}
