package io.walaa.programme.command;

import io.walaa.decision.Effect;
import io.walaa.decision.Moment;
import io.walaa.decision.Refusal;
import io.walaa.member.Decided;
import io.walaa.member.Holds;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.points.InactivityExpiry;
import io.walaa.programme.Programme;
import io.walaa.programme.course.Happening;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Reserves points, so that a later capture cannot fail.
 *
 * @param amount positive
 * @param ttl after which they are released by themselves: a second to 7 days
 */
public record PlaceHold(String unit, long amount, Duration ttl) implements Command {
    public static final Duration TTL_DEFAULT = Duration.ofMinutes(15);
    public static final Duration TTL_MAX = Duration.ofDays(7);
    private static final int OPEN_MAX = 32;

    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        PointsTerms.spendable(programme, unit);
        if (state.holds().size() >= OPEN_MAX) {
            throw Refusal.of("too-many-holds", "most", OPEN_MAX);
        }
        MemberChange change = new MemberChange(state, moment);
        PointsTerms.requireAvailable(change, unit, amount);
        Instant end = moment.now().plus(ttl);
        long expiresAt = end.getNano() == 0 ? end.getEpochSecond() : end.getEpochSecond() + 1;
        Holds.open(change, unit, amount, expiresAt);
        Lapses.moved(programme, change, InactivityExpiry.REDEEM, moment.now());
        Happening happening = new Happening(programme, change, null);
        happening.tell(Effect.of(
                "points.held",
                "hold",
                moment.entry().text("hold"),
                "unit",
                unit,
                "amount",
                amount,
                "expiresAt",
                Instant.ofEpochSecond(expiresAt).toString()));
        programme.course().changed(happening);
        return happening.decided("hold");
    }
}
