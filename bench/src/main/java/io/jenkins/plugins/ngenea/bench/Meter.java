package io.jenkins.plugins.ngenea.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.locks.LockSupport;
import javax.management.JMException;
import javax.management.ObjectName;

/** What this process has used since the meter was made. */
final class Meter {
    private static final int COLLECTIONS = 8;
    private static final long BETWEEN_NANOS = 300_000_000;

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final long heapBefore = liveHeap();
    private final long cpuBefore = system.getProcessCpuTime();
    private final int threadsBefore = threads.getThreadCount();

    Meter() {
        threads.resetPeakThreadCount();
    }

    double cpuSeconds() {
        return (system.getProcessCpuTime() - cpuBefore) / 1e9;
    }

    int peakThreads() {
        return threads.getPeakThreadCount() - threadsBefore;
    }

    /** Bytes of live objects; the least of several, because requests are under way now and then. */
    long heap() {
        return liveHeap() - heapBefore;
    }

    private static long liveHeap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            LockSupport.parkNanos(BETWEEN_NANOS);
            least = Math.min(least, liveObjects());
        }
        return least;
    }

    /** As the JVM counts them after a full collection: what is used of the heap has gaps in it, which would be measured. */
    private static long liveObjects() {
        try {
            String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            String total = histogram.substring(histogram.lastIndexOf("Total")).strip();
            return Long.parseLong(total.split("\\s+")[2]);
        } catch (JMException e) {
            throw new IllegalStateException("this Java does not count its objects", e);
        }
    }
}
