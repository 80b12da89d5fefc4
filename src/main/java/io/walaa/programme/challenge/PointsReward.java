package io.walaa.programme.challenge;

import io.walaa.decision.Effect;
import io.walaa.decision.Refusal;
import io.walaa.json.Input;
import io.walaa.points.Lot;
import io.walaa.points.Points;
import io.walaa.points.Unit;
import io.walaa.programme.Vocabulary;
import io.walaa.programme.course.Happening;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Points, spendable at once.
 *
 * @param points for each completion, at the unit's scale
 */
record PointsReward(Unit unit, long points) implements ChallengeReward {
    static PointsReward read(Input in, Vocabulary names) {
        return new PointsReward(names.unit(in.field("unit")), in.field("points").integer(1, Points.MAX));
    }

    @Override
    public void pay(String challenge, long times, Happening happening) {
        long amount = amount(times);
        Lot lot = happening.give(unit, amount);
        happening.tell(Effect.of(
                "points.earned",
                "unit",
                unit.name(),
                "amount",
                amount,
                "challenge",
                challenge,
                "expiresAt",
                shown(lot)));
    }

    /** Nothing: the points have been posted with what was reversed. */
    @Override
    public void restored(String challenge, long times, Happening happening) {}

    /** Nothing: the points have been taken with the postings of the entry. */
    @Override
    public void undone(String challenge, long times, Happening happening) {}

    @Override
    public void takeBack(String challenge, long times, Happening happening) {
        happening.takeBack(
                unit,
                amount(times),
                Lot.active(unit.expiry()
                        .expiresAt(happening.at(), happening.programme().zone())));
    }

    private long amount(long times) {
        long amount = Math.multiplyExact(points, times);
        if (amount > Points.MAX) {
            throw Refusal.of("amount-too-large");
        }
        return amount;
    }

    private static @Nullable String shown(Lot lot) {
        return lot.expiresAt() == Lot.NEVER
                ? null
                : Instant.ofEpochSecond(lot.expiresAt()).toString();
    }
}
