package io.walaa.programme.command;

import io.walaa.decision.Effect;
import io.walaa.decision.Moment;
import io.walaa.decision.Refusal;
import io.walaa.member.Decided;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.points.Account;
import io.walaa.points.InactivityExpiry;
import io.walaa.points.Lot;
import io.walaa.points.Unit;
import io.walaa.programme.Programme;
import io.walaa.programme.course.Credit;
import io.walaa.programme.course.Happening;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives points directly.
 *
 * @param from the programme-side account that gives: {@code issued}, or {@code opening} for an imported balance
 * @param amount positive
 * @param expiresAt null for the unit's own expiry; rounded up to the second
 */
public record Earn(
        String from, String unit, long amount, @Nullable Instant expiresAt) implements Command {
    /** Gives points as an award. */
    public static Earn award(String unit, long amount, @Nullable Instant expiresAt) {
        return new Earn(Account.ISSUED, unit, amount, expiresAt);
    }

    /** Gives the balance that a member had before it came here. */
    public static Earn opening(String unit, long amount, @Nullable Instant expiresAt) {
        return new Earn(Account.OPENING, unit, amount, expiresAt);
    }

    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        Unit given = PointsTerms.unit(programme, unit);
        if (expiresAt != null && !expiresAt.isAfter(moment.now())) {
            throw Refusal.of("expiry-in-past", "expiresAt", expiresAt.toString());
        }
        MemberChange change = new MemberChange(state, moment);
        boolean opening = from.equals(Account.OPENING);
        Lot lot = new Lot(
                expiresAt == null ? given.expiry().expiresAt(moment.now(), programme.zone()) : roundedUp(expiresAt),
                opening || given.activation().onConfirmation()
                        ? Lot.ACTIVE
                        : given.activation().activatesAt(moment.now(), programme.zone()),
                "");
        Credit.give(change, from, unit, amount, lot);
        Lapses.moved(programme, change, InactivityExpiry.EARN, moment.now());
        Happening happening = new Happening(programme, change, null);
        happening.tell(Effect.of(
                "points.earned",
                "unit",
                unit,
                "amount",
                amount,
                "expiresAt",
                PointsTerms.shown(lot.expiresAt()),
                "activatesAt",
                PointsTerms.shown(lot.activatesAt())));
        programme.course().changed(happening);
        return happening.decided(opening ? "opening" : "earn");
    }

    private static long roundedUp(Instant instant) {
        return instant.getNano() == 0 ? instant.getEpochSecond() : instant.getEpochSecond() + 1;
    }
}
