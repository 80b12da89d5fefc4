package io.walaa.programme.command;

import io.walaa.decision.Refusal;
import io.walaa.member.MemberChange;
import io.walaa.points.Lot;
import io.walaa.points.Unit;
import io.walaa.programme.Programme;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What several commands share about units and lots. */
final class PointsTerms {
    private PointsTerms() {}

    /** The unit of this name; refuses if the programme has none. */
    static Unit unit(Programme programme, String name) {
        Unit unit = programme.unit(name);
        if (unit == null) {
            throw Refusal.of("unknown-unit", "unit", name);
        }
        return unit;
    }

    /** The unit of this name if it can be spent. */
    static Unit spendable(Programme programme, String name) {
        Unit unit = unit(programme, name);
        if (!unit.spendable()) {
            throw Refusal.of("unit-not-spendable", "unit", name);
        }
        return unit;
    }

    /** Refuses unless the member can spend so much now. */
    static void requireAvailable(MemberChange change, String unit, long amount) {
        long available = change.purse(unit).available(change.moment().second());
        if (available < amount) {
            throw missing(unit, available, amount);
        }
    }

    /** Says that a member has fewer points than were asked for. */
    static Refusal missing(String unit, long available, long amount) {
        return Refusal.of(
                "insufficient-points",
                "unit",
                unit,
                "available",
                available,
                "requested",
                amount,
                "missing",
                amount - available);
    }

    /** The last instant that was shown: expiries of one day are mostly the same, and many rules give points at once. */
    private static volatile Shown last = new Shown(0, Instant.EPOCH.toString());

    private record Shown(long epochSecond, String text) {}

    /** An epoch second of a lot as replies show it; null for never. */
    static @Nullable String shown(long epochSecond) {
        if (epochSecond == Lot.NEVER || epochSecond == Lot.ACTIVE) {
            return null;
        }
        Shown shown = last;
        if (shown.epochSecond != epochSecond) {
            shown = new Shown(epochSecond, Instant.ofEpochSecond(epochSecond).toString());
            last = shown;
        }
        return shown.text;
    }
}
