package io.walaa.programme.command;

import io.walaa.member.MemberChange;
import io.walaa.points.InactivityExpiry;
import io.walaa.points.Lot;
import io.walaa.points.Purse;
import io.walaa.points.Unit;
import io.walaa.programme.Programme;
import java.time.Instant;

/** Keeps the one date of each unit whose points lapse by inactivity. */
final class Lapses {
    private Lapses() {}

    /** Moves the dates of all units for which this activity counts, as the last thing of a decision. */
    static void moved(Programme programme, MemberChange change, String activity, Instant at) {
        for (Unit unit : programme.units().values()) {
            if (unit.expiry() instanceof InactivityExpiry inactivity) {
                long lapsesAt = change.purse(unit.name()).lapsesAt();
                if (inactivity.movedBy(activity)) {
                    long then = inactivity.lapsesAt(at, programme.zone());
                    change.lapse(unit.name(), running(change, unit) ? Math.max(lapsesAt, then) : then);
                } else {
                    start(programme, change, unit, inactivity);
                }
            } else if (change.purse(unit.name()).lapsesAt() != Lot.NEVER) {
                change.lapse(unit.name(), Lot.NEVER);
            }
        }
    }

    /** Gives a date to units that have points and none, as the last thing of a decision that is no activity. */
    static void started(Programme programme, MemberChange change) {
        for (Unit unit : programme.units().values()) {
            if (unit.expiry() instanceof InactivityExpiry inactivity) {
                start(programme, change, unit, inactivity);
            }
        }
    }

    private static void start(Programme programme, MemberChange change, Unit unit, InactivityExpiry inactivity) {
        Purse purse = change.purse(unit.name());
        if (!purse.isEmpty() && !running(change, unit)) {
            change.lapse(unit.name(), inactivity.lapsesAt(change.moment().now(), programme.zone()));
        }
    }

    private static boolean running(MemberChange change, Unit unit) {
        long lapsesAt = change.purse(unit.name()).lapsesAt();
        return lapsesAt != Lot.NEVER && lapsesAt > change.moment().second();
    }
}
