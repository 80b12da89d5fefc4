package io.walaa.proof.check;

import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of a run.
 *
 * @param calls that were sent, with repeats
 * @param acknowledged calls with a yes
 * @param atLedger of those that reached {@code ledger}
 * @param lost acknowledged calls whose entry is gone
 * @param lostWrongly of those that no fault excuses
 * @param faults by kind
 */
public record Report(
        long calls,
        long acknowledged,
        long atLedger,
        long refused,
        long unknown,
        int lost,
        int lostWrongly,
        int doubled,
        Map<String, Integer> faults,
        Findings findings) {
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append("calls %d, acknowledged %d (%d at ledger), refused %d, unknown at first %d%n"
                .formatted(calls, acknowledged, atLedger, refused, unknown));
        text.append("lost %d (of them at disk by a fault that may lose: %d), doubled %d%n"
                .formatted(lostWrongly, lost - lostWrongly, doubled));
        text.append("faults:");
        new TreeMap<>(faults).forEach((name, count) -> text.append(" %s %d;".formatted(name, count)));
        return text.append(System.lineSeparator()).append(findings).toString();
    }
}
