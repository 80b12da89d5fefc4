package io.walaa.backtest;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * How long a back-test rests, so that it takes what others leave of the machine: nothing while they take less than a
 * third of it, and up to fifteen times as long as it worked when they take all. Used by one thread at a time.
 */
final class Pace {
    /** Postgres reading for us is among the others and may take so much. */
    private static final double OTHERS_FREE = 0.3;

    private static final double REST_FACTOR_MAX = 15;

    /** Where the machine does not say how busy it is. */
    private static final double REST_FACTOR_UNKNOWN = 2;

    /** What Postgres works for us besides, beside what is worked here. */
    private static final double WITH_POSTGRES = 1.5;

    private static final long REST_MILLIS_MAX = 2_000;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final DoubleSupplier machine;
    private final int cores;
    private double factor;
    private long lookedAt = System.nanoTime();
    private long ownNanos;

    /**
     * @param machine the share of the machine that was busy since it was asked last, from 0 to 1, negative if unknown
     * @param cores of the machine
     */
    Pace(DoubleSupplier machine, int cores) {
        this.machine = machine;
        this.cores = cores;
        this.factor = factor(machine.getAsDouble(), 0);
    }

    /** The pace on this machine, or within the limits of this container. */
    static Pace ofThisMachine() {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Pace(system::getCpuLoad, system.getAvailableProcessors());
    }

    /**
     * How long to rest, in milliseconds.
     *
     * @param cpuNanos the processor time that the work took; how long it waited for a processor says nothing
     */
    long restMillis(long cpuNanos) {
        ownNanos += cpuNanos;
        long passed = System.nanoTime() - lookedAt;
        if (passed >= LOOK_NANOS) {
            factor = factor(machine.getAsDouble(), (double) ownNanos / passed / cores);
            lookedAt += passed;
            ownNanos = 0;
        }
        return Math.min(REST_MILLIS_MAX, TimeUnit.NANOSECONDS.toMillis((long) (factor * WITH_POSTGRES * cpuNanos)));
    }

    /** How many times as long as it worked it rests; both in shares of the machine. */
    static double factor(double busy, double own) {
        if (!(busy >= 0)) {
            return REST_FACTOR_UNKNOWN;
        }
        double others = Math.min(1, busy - own);
        return Math.max(0, others - OTHERS_FREE) / (1 - OTHERS_FREE) * REST_FACTOR_MAX;
    }
}
