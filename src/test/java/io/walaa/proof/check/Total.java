package io.walaa.proof.check;

import java.util.Map;
import java.util.TreeMap;

/** The figures of several runs together. */
public final class Total {
    private Report sum = new Report(0, 0, 0, 0, 0, 0, 0, 0, Map.of(), new Findings());

    /** Adds a run, which found nothing wrong. */
    public void add(Report run) {
        Map<String, Integer> faults = new TreeMap<>(sum.faults());
        run.faults().forEach((name, count) -> faults.merge(name, count, Integer::sum));
        sum = new Report(
                sum.calls() + run.calls(),
                sum.acknowledged() + run.acknowledged(),
                sum.atLedger() + run.atLedger(),
                sum.refused() + run.refused(),
                sum.unknown() + run.unknown(),
                sum.lost() + run.lost(),
                sum.lostWrongly() + run.lostWrongly(),
                sum.doubled() + run.doubled(),
                faults,
                sum.findings());
    }

    @Override
    public String toString() {
        return sum.toString();
    }
}
