package io.walaa.proof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Breaks things one after another by a seeded list, and mends each when its time has come. */
final class Supervisor {
    private static final int PAUSE_MILLIS_MIN = 3_000;
    private static final int PAUSE_MILLIS_MAX = 8_000;
    private static final int LOOK_MILLIS = 20;

    private record Open(Fault fault, Fault.Mend mend, long began) {
        long due() {
            return began + mend.afterMillis();
        }
    }

    private final Site site;
    private final History history;
    private final Random random;
    private final List<Open> open = new ArrayList<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    Supervisor(Site site, History history, long seed) {
        this.site = site;
        this.history = history;
        this.random = new Random(seed);
    }

    /** Breaks something every 3 to 8 seconds, for so long. */
    void run(long millis) {
        long end = System.currentTimeMillis() + millis;
        long next = System.currentTimeMillis() + 1_000;
        while (System.currentTimeMillis() < end) {
            if (System.currentTimeMillis() >= next) {
                List<Fault> possible = Faults.all().stream()
                        .filter(fault -> fault.possible().test(site))
                        // One loss at a time: two would leave two histories, which only an operator can settle.
                        .filter(fault -> !fault.loses() || open.stream().noneMatch(other -> other.fault.loses()))
                        .filter(fault -> open.stream()
                                .noneMatch(other -> other.fault.name().equals(fault.name())))
                        .toList();
                inflict(possible.get(random.nextInt(possible.size())));
                next = System.currentTimeMillis()
                        + PAUSE_MILLIS_MIN
                        + random.nextInt(PAUSE_MILLIS_MAX - PAUSE_MILLIS_MIN);
            }
            mendDue(System.currentTimeMillis());
            Waiting.pass(LOOK_MILLIS);
        }
        mendAll();
    }

    /** Breaks one thing now; it is mended by {@link #mendDue} or {@link #mendAll}. */
    void inflict(Fault fault) {
        long began = System.currentTimeMillis();
        counts.merge(fault.name(), 1, Integer::sum);
        Fault.Mend mend = fault.action().inflict(site, random);
        open.add(new Open(fault, mend, began));
        mendDue(System.currentTimeMillis());
    }

    private void mendDue(long now) {
        List<Open> due = open.stream()
                .filter(one -> one.due() <= now)
                .sorted(Comparator.comparingLong(Open::due))
                .toList();
        open.removeAll(due);
        due.forEach(this::mend);
    }

    private void mend(Open one) {
        one.mend.act().run();
        history.fault(new History.Broken(one.fault.name(), one.began, System.currentTimeMillis(), one.fault.loses()));
    }

    /** Mends all that is still broken, at once. */
    void mendAll() {
        mendDue(Long.MAX_VALUE);
    }

    /** How often each thing was broken. */
    Map<String, Integer> counts() {
        return counts;
    }
}
