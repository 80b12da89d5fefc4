package io.walaa.usecase.reward;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.walaa.decision.EntryId;
import io.walaa.decision.Refusal;
import io.walaa.member.MemberId;
import io.walaa.member.Reservation;
import io.walaa.programme.Programme;
import io.walaa.programme.command.CancelRedemption;
import io.walaa.programme.command.ClaimOffer;
import io.walaa.programme.command.RedeemReward;
import io.walaa.programme.offer.Offer;
import io.walaa.programme.offer.Offers;
import io.walaa.programme.reward.Reward;
import io.walaa.programme.reward.Rewards;
import io.walaa.programme.reward.Slot;
import io.walaa.programme.reward.Wish;
import io.walaa.usecase.Call;
import io.walaa.usecase.MemberKey;
import io.walaa.usecase.MemberWrites;
import io.walaa.usecase.Programmes;
import io.walaa.usecase.Receipt;
import io.walaa.usecase.TwoSides;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Members take rewards and give them back. */
public final class RedeemRewards {
    private static final int AGAIN_MILLIS = 20;
    private static final int TRIES = 100;

    private final Vertx vertx;
    private final MemberWrites writes;
    private final Programmes programmes;
    private final TwoSides sides;
    private final HouseStock stock;
    private final Codes codes;

    public RedeemRewards(
            Vertx vertx, MemberWrites writes, Programmes programmes, TwoSides sides, HouseStock stock, Codes codes) {
        this.vertx = vertx;
        this.writes = writes;
        this.programmes = programmes;
        this.sides = sides;
        this.stock = stock;
        this.codes = codes;
    }

    /**
     * A redemption that was done.
     *
     * @param id names it and its voucher
     * @param receipt of its last entry
     * @param replayed whether it had been done before
     */
    public record Redeemed(EntryId id, Receipt receipt, boolean replayed) {}

    /** Takes a reward; sent again after an interruption, it goes on where it was. */
    public Future<Redeemed> redeem(Call call, MemberId member, String reward, Wish wish) {
        return left(call.programme(), reward, wish)
                .compose(left -> writes.run(
                        call, member, new RedeemReward(reward, wish, codes.of(call.programme()), left), Map.of()))
                .compose(receipt -> finished(call, member, receipt, () -> soldOut(call.programme(), reward, wish)));
    }

    private Future<Redeemed> finished(Call call, MemberId member, Receipt receipt, Supplier<Future<Redeemed>> no) {
        EntryId id = receipt.entry().id();
        Reservation open = reservation(receipt, id.key());
        if (open == null || call.dryRun()) {
            return Future.succeededFuture(new Redeemed(id, receipt, receipt.replayed()));
        }
        return finish(call, member, open, 1)
                .compose(settled -> settled.yes()
                        ? Future.succeededFuture(new Redeemed(id, settled.receipt(), receipt.replayed()))
                        : no.get());
    }

    /** The house is busy when many ask at once: what was begun is gone on with for a while. */
    private Future<TwoSides.Settled> finish(Call call, MemberId member, Reservation open, int tried) {
        return sides.finish(call.programme(), member, open, false, call.ack()).recover(failure -> {
            boolean busy = failure instanceof Refusal refusal
                    && (refusal.kind() == Refusal.Kind.CONFLICT || refusal.kind() == Refusal.Kind.TOO_MANY);
            long wait = (long) AGAIN_MILLIS + ThreadLocalRandom.current().nextInt(AGAIN_MILLIS);
            return busy && tried < TRIES
                    ? vertx.timer(wait, TimeUnit.MILLISECONDS).compose(again -> finish(call, member, open, tried + 1))
                    : Future.failedFuture(failure);
        });
    }

    private <T> Future<T> soldOut(String programme, String reward, Wish wish) {
        Reward wanted =
                programmes.require(programme).programme().part(Rewards.class).require(reward);
        return left(programme, reward, wish)
                .compose(left -> Future.failedFuture(RedeemReward.soldOut(wanted, wanted.slot(wish), left)));
    }

    /** How much the house has left; whether the wish makes sense is decided later. */
    private Future<Long> left(String programme, String id, Wish wish) {
        try {
            Programme active = programmes.require(programme).programme();
            Reward reward = active.part(Rewards.class).byId().get(id);
            if (reward == null) {
                return Future.succeededFuture(Long.MAX_VALUE);
            }
            Slot slot = reward.slot(wish);
            MemberId house = reward.house(slot);
            return house == null
                    ? Future.succeededFuture(Long.MAX_VALUE)
                    : stock.taken(new MemberKey(programme, house)).map(taken -> reward.capacity(slot) - taken);
        } catch (Refusal saidByTheDecision) {
            return Future.succeededFuture(Long.MAX_VALUE);
        }
    }

    /** The reservation that an entry made; null if it made none. */
    private static @Nullable Reservation reservation(Receipt receipt, String key) {
        Map<String, String> facts = new HashMap<>();
        receipt.entry().decision().fields().forEach((name, value) -> {
            if (value != null) {
                facts.put(name, value);
            }
        });
        return Reservation.find(facts, key);
    }

    /** Claims an offer; sent again after an interruption, it goes on where it was. */
    public Future<Redeemed> claim(Call call, MemberId member, String offer) {
        return offersLeft(call.programme(), offer)
                .compose(left ->
                        writes.run(call, member, new ClaimOffer(offer, codes.of(call.programme()), left), Map.of()))
                .compose(receipt ->
                        finished(call, member, receipt, () -> Future.failedFuture(Refusal.of("offer-gone"))));
    }

    private Future<Long> offersLeft(String programme, String id) {
        Offer offer;
        try {
            offer = programmes
                    .require(programme)
                    .programme()
                    .part(Offers.class)
                    .byId()
                    .get(id);
        } catch (Refusal refusal) {
            return Future.failedFuture(refusal);
        }
        MemberId house = offer == null ? null : offer.house();
        if (offer == null || house == null) {
            return Future.succeededFuture(Long.MAX_VALUE);
        }
        long quantity = offer.quantity() == null ? Long.MAX_VALUE : offer.quantity();
        return stock.taken(new MemberKey(programme, house)).map(taken -> quantity - taken);
    }

    /** Gives an unused reward back; with {@code onlyOf}, refused as not found unless it is that member's. */
    public Future<Receipt> cancel(Call call, EntryId redemption, @Nullable MemberId onlyOf) {
        MemberId member = MemberId.ofBody(redemption.member());
        if (onlyOf != null && !onlyOf.equals(member)) {
            return Future.failedFuture(Refusal.notFound("redemption-not-found"));
        }
        return writes.run(call, member, new CancelRedemption(redemption, codes.of(call.programme())), Map.of())
                .compose(receipt -> {
                    Reservation open = reservation(receipt, receipt.entry().id().key());
                    return open == null || call.dryRun()
                            ? Future.succeededFuture(receipt)
                            : finish(call, member, open, 1).map(settled -> receipt);
                });
    }
}
