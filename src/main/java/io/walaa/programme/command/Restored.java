package io.walaa.programme.command;

import io.walaa.decision.Moment;
import io.walaa.decision.Refusal;
import io.walaa.member.MemberChange;
import io.walaa.points.Lot;
import io.walaa.points.RollingExpiry;
import io.walaa.points.Unit;
import io.walaa.programme.Programme;
import io.walaa.programme.course.Clawback;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/** How points go back to where they came from. */
final class Restored {
    private Restored() {}

    /** The lot to which points go back: the same, or one of grace where that has expired; null if there is none. */
    static @Nullable Lot lot(Programme programme, Moment moment, Lot lot) {
        if (lot.expiresAt() > moment.second()) {
            return lot;
        }
        Period grace = programme.policies().grace();
        return grace == null ? null : Lot.active(new RollingExpiry(grace).expiresAt(moment.now(), programme.zone()));
    }

    /**
     * Lets the member owe what a reversal could not take.
     *
     * @throws Refusal {@code points-spent} with how many are missing, unless the programme allows debt for it
     */
    static void owe(Programme programme, MemberChange change, Clawback clawback, String unit) {
        Unit known = programme.unit(unit);
        if (programme.policies().reverseIntoDebt() && known != null) {
            clawback.asDebt(known.debtMax());
        }
        if (clawback.open() > 0) {
            throw Refusal.of("points-spent", "unit", unit, "missing", clawback.open());
        }
    }
}
