package io.walaa.usecase.reward;

import io.vertx.core.Future;
import io.walaa.decision.EntryId;
import io.walaa.decision.Moment;
import io.walaa.decision.Refusal;
import io.walaa.decision.Trace;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberId;
import io.walaa.member.MemberState;
import io.walaa.programme.Programme;
import io.walaa.programme.command.RedeemReward;
import io.walaa.programme.course.Happening;
import io.walaa.programme.offer.Offers;
import io.walaa.programme.reward.Reward;
import io.walaa.programme.reward.RewardCheck;
import io.walaa.programme.reward.Rewards;
import io.walaa.programme.reward.Slot;
import io.walaa.usecase.MemberKey;
import io.walaa.usecase.Programmes;
import io.walaa.usecase.ReadMember;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What points buy, and what of it a member can have. */
public final class ReadRewards {
    private static final int SLOTS_SHOWN_MAX = 50;

    private final Programmes programmes;
    private final ReadMember members;
    private final HouseStock stock;

    public ReadRewards(Programmes programmes, ReadMember members, HouseStock stock) {
        this.programmes = programmes;
        this.members = members;
        this.stock = stock;
    }

    /** A slot that can still be booked, with the places it has left. */
    public record OpenSlot(Slot slot, long left) {}

    /**
     * A reward as one member finds it.
     *
     * @param lower its price by an offer that the member has claimed; null if none lowers it
     * @param left pieces; null if there is any number
     * @param slots the next ones
     * @param missing all that stands in the way; empty if the member can have it
     */
    public record Offered(
            Reward reward, @Nullable Long lower, @Nullable Long left, List<OpenSlot> slots, List<Refusal> missing) {}

    /**
     * All rewards of a programme for a member.
     *
     * @param locale the member's own, as a BCP 47 tag
     */
    public record Catalogue(Programme programme, String locale, List<Offered> rewards) {}

    /** The rewards in the document's order; refused as not found if there is no such member. */
    public Future<Catalogue> read(String programme, MemberId member) {
        Programme active = programmes.require(programme).programme();
        return members.state(programme, member).compose(view -> {
            Future<List<Offered>> all = Future.succeededFuture(new ArrayList<>());
            for (Reward reward : active.part(Rewards.class).byId().values()) {
                all = all.compose(list -> offered(active, programme, reward, view.state(), view.now())
                        .map(offered -> {
                            list.add(offered);
                            return list;
                        }));
            }
            return all.map(list -> new Catalogue(active, view.state().locale(active.defaultLocale()), list));
        });
    }

    private Future<Offered> offered(Programme active, String programme, Reward reward, MemberState state, Instant now) {
        Moment moment = new Moment(now, new EntryId(state.id().body(), state.seq() + 1, "0000"), Trace.off());
        Happening happening = new Happening(active, new MemberChange(state, moment), null);
        Long lower = reward.price().atRate() ? null : active.part(Offers.class).price(happening.member(), reward.id());
        List<Refusal> missing = RewardCheck.missing(
                reward, happening, lower == null ? reward.price().least() : lower);
        if (!reward.benefit().slots().isEmpty()) {
            return slots(programme, reward, now).map(slots -> {
                if (slots.isEmpty()) {
                    missing.add(RedeemReward.soldOut(reward, null, 0));
                }
                return new Offered(reward, lower, null, slots, missing);
            });
        }
        MemberId house = reward.house(null);
        if (house == null) {
            return Future.succeededFuture(new Offered(reward, lower, null, List.of(), missing));
        }
        return stock.taken(new MemberKey(programme, house)).map(taken -> {
            long left = Math.max(0, reward.capacity(null) - taken);
            if (left == 0) {
                missing.add(RedeemReward.soldOut(reward, null, 0));
            }
            return new Offered(reward, lower, left, List.of(), missing);
        });
    }

    private Future<List<OpenSlot>> slots(String programme, Reward reward, Instant now) {
        List<Slot> next = reward.benefit().slots().stream()
                .filter(slot -> slot.at().isAfter(now))
                .sorted(java.util.Comparator.comparing(Slot::at))
                .limit(SLOTS_SHOWN_MAX)
                .toList();
        Future<List<OpenSlot>> open = Future.succeededFuture(new ArrayList<>());
        for (Slot slot : next) {
            MemberId house = reward.house(slot);
            if (house != null) {
                open = open.compose(list -> stock.taken(new MemberKey(programme, house))
                        .map(taken -> {
                            if (taken < slot.capacity()) {
                                list.add(new OpenSlot(slot, slot.capacity() - taken));
                            }
                            return list;
                        }));
            }
        }
        return open;
    }
}
