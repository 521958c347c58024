package io.jenkins.plugins.ngenea.engine;

import io.jenkins.plugins.ngenea.emulator.Fault;
import io.jenkins.plugins.ngenea.emulator.FaultPoint;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Something that goes wrong for a run, from one moment on. Made anew for each run. */
interface Trouble extends AutoCloseable {
    /** For how long the Hub as a whole is away where it comes back. */
    Duration OUTAGE = Duration.ofMinutes(2);

    /** For troubles that each cost true time. */
    Duration SHORT_BUDGET = Duration.ofSeconds(2);

    /** Number of times for ever. */
    int ALWAYS = Integer.MAX_VALUE;

    /** Before the run is made. */
    default void prepare(Rig rig) {}

    /**
     * From now on.
     *
     * @param point the requests that meet it, where it does not meet all
     * @param times how many of them; a Hub that is away as a whole is back after {@link #OUTAGE} unless it is for ever
     */
    void strike(Rig rig, FaultPoint point, int times);

    /** Whether all requests meet it, those before the submit too. */
    default boolean isOfTheWholeHub() {
        return false;
    }

    /** How many requests meet it where it passes: enough to outlast the HTTP client's own repetition of a GET. */
    default int passing() {
        return 3;
    }

    /** The same, but the Hub has processed the request before. */
    default Trouble taken() {
        throw new UnsupportedOperationException("a request that meets this does not get to the Hub");
    }

    @Override
    default void close() throws Exception {}

    /** The Hub, or a gateway before it, behaves so. */
    static Trouble answering(Fault fault) {
        return new Trouble() {
            @Override
            public void strike(Rig rig, FaultPoint point, int times) {
                if (times == ALWAYS) {
                    rig.hub.faults().always(point, fault);
                } else {
                    rig.hub.faults().times(times, point, fault);
                }
            }

            @Override
            public Trouble taken() {
                return answering(Fault.takenThen(fault));
            }
        };
    }

    /** The same, and each time costs the client its timeout. */
    static Trouble slow(Fault fault) {
        return new Trouble() {
            @Override
            public void prepare(Rig rig) {
                rig.timeout(Duration.ofMillis(400));
                rig.budget = SHORT_BUDGET;
            }

            @Override
            public void strike(Rig rig, FaultPoint point, int times) {
                answering(fault).strike(rig, point, times);
            }

            @Override
            public int passing() {
                return 1;
            }

            @Override
            public Trouble taken() {
                return slow(Fault.takenThen(fault));
            }
        };
    }

    /** The Hub answers so for a time. */
    static Trouble lasting(Duration time, Fault fault) {
        return (rig, point, times) -> {
            rig.hub.faults().always(point, fault);
            rig.time.after(time, rig.hub.faults()::clear);
        };
    }

    /** A gateway before the Hub answers everything so in its place. */
    static Trouble gateway(Fault fault) {
        return new Trouble() {
            @Override
            public void strike(Rig rig, FaultPoint point, int times) {
                rig.hub.faults().always(FaultPoint.ANY, fault);
                if (times != ALWAYS) {
                    rig.time.after(OUTAGE, rig.hub.faults()::clear);
                }
            }

            @Override
            public boolean isOfTheWholeHub() {
                return true;
            }
        };
    }

    /** Connections for these requests go to an address where nobody is. */
    static Trouble nowhere(InetSocketAddress address) {
        AtomicInteger left = new AtomicInteger();
        FaultPoint[] at = new FaultPoint[1];
        return new Trouble() {
            @Override
            public void prepare(Rig rig) {
                rig.route(uri -> meets(uri) ? new Proxy(Proxy.Type.HTTP, address) : Proxy.NO_PROXY);
            }

            private boolean meets(URI uri) {
                boolean same =
                        at[0] != null && (at[0].matches("GET", uri.getPath()) || at[0].matches("POST", uri.getPath()));
                return same && left.getAndDecrement() > 0;
            }

            @Override
            public void strike(Rig rig, FaultPoint point, int times) {
                at[0] = point;
                left.set(times);
            }
        };
    }

    /** The Hub's machine is away. */
    static Trouble down() {
        return new Trouble() {
            @Override
            public void strike(Rig rig, FaultPoint point, int times) {
                rig.hub.goDown();
                if (times != ALWAYS) {
                    rig.time.after(OUTAGE, rig.hub::comeBack);
                }
            }

            @Override
            public boolean isOfTheWholeHub() {
                return true;
            }
        };
    }

    /** TLS before the Hub does not work any more. */
    static Trouble tls(FragileTls.Mode mode) {
        FragileTls[] front = new FragileTls[1];
        return new Trouble() {
            @Override
            public void prepare(Rig rig) {
                front[0] = new FragileTls(rig.hub.port());
                rig.address(front[0].url(), front[0].client());
            }

            @Override
            public void strike(Rig rig, FaultPoint point, int times) {
                front[0].mode(mode);
                if (times != ALWAYS) {
                    rig.time.after(OUTAGE, () -> front[0].mode(FragileTls.Mode.TRUSTED));
                }
            }

            @Override
            public boolean isOfTheWholeHub() {
                return true;
            }

            @Override
            public void close() throws Exception {
                front[0].close();
            }
        };
    }

    /** The key is revoked, and another one has taken its place in "Jenkins". */
    static Trouble rotated(int status) {
        return (rig, point, times) -> {
            rig.hub.expiredStatus(status);
            rig.hub.revokeKey(rig.clientKey());
            rig.rotateKey(rig.hub.newClientKey());
        };
    }
}
