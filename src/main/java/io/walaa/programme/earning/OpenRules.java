package io.walaa.programme.earning;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Which of some rules may count on a day. Nearly all events are of today, so what the last days came to is kept; two
 * threads that work out one day at once come to the same.
 */
final class OpenRules {
    private static final int KEPT = 16;

    private final List<EarningRule> rules;
    private final AtomicReferenceArray<@Nullable Day> kept = new AtomicReferenceArray<>(KEPT);

    private record Day(LocalDate date, ZoneId zone, BitSet open) {}

    OpenRules(List<EarningRule> rules) {
        this.rules = rules;
    }

    /** The indexes of the rules that may count on the day of a time in the programme's zone; not to be changed. */
    BitSet on(ZonedDateTime local) {
        LocalDate date = local.toLocalDate();
        int slot = Math.floorMod(date.toEpochDay(), KEPT);
        Day day = kept.get(slot);
        if (day == null || !day.date.equals(date) || !day.zone.equals(local.getZone())) {
            day = new Day(date, local.getZone(), open(date, local.getZone()));
            kept.set(slot, day);
        }
        return day.open;
    }

    private BitSet open(LocalDate date, ZoneId zone) {
        BitSet open = new BitSet(rules.size());
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).terms().schedule().mayCover(date, zone)) {
                open.set(i);
            }
        }
        return open;
    }
}
