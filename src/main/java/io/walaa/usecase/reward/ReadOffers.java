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
import io.walaa.programme.command.SeeOffer;
import io.walaa.programme.course.Happening;
import io.walaa.programme.offer.OfferRanking;
import io.walaa.programme.offer.Offers;
import io.walaa.usecase.Call;
import io.walaa.usecase.MemberKey;
import io.walaa.usecase.MemberWrites;
import io.walaa.usecase.Programmes;
import io.walaa.usecase.ReadMember;
import io.walaa.usecase.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The offers of a member, ranked. */
public final class ReadOffers {
    private final Programmes programmes;
    private final ReadMember members;
    private final MemberWrites writes;
    private final HouseStock stock;

    public ReadOffers(Programmes programmes, ReadMember members, MemberWrites writes, HouseStock stock) {
        this.programmes = programmes;
        this.members = members;
        this.writes = writes;
        this.stock = stock;
    }

    /** An offer and how many are left for everybody; null if there is any number. */
    public record Shown(
            OfferRanking.Ranked ranked, @Nullable Long left) {}

    /**
     * All offers of a member in their order.
     *
     * @param locale the member's own, as a BCP 47 tag
     */
    public record Listed(String locale, List<Shown> offers) {}

    public Future<Listed> read(String programme, MemberId member) {
        Programme active = programmes.require(programme).programme();
        return members.state(programme, member).compose(view -> {
            MemberState state = view.state();
            Moment moment =
                    new Moment(view.now(), new EntryId(state.id().body(), state.seq() + 1, "0000"), Trace.off());
            Happening happening = new Happening(active, new MemberChange(state, moment), null);
            Future<List<Shown>> all = Future.succeededFuture(new ArrayList<>());
            for (OfferRanking.Ranked ranked : OfferRanking.of(active.part(Offers.class), happening)) {
                all = all.compose(list -> left(programme, ranked).map(shown -> {
                    list.add(shown);
                    return list;
                }));
            }
            return all.map(list -> new Listed(state.locale(active.defaultLocale()), list));
        });
    }

    private Future<Shown> left(String programme, OfferRanking.Ranked ranked) {
        MemberId house = ranked.offer().house();
        Long quantity = ranked.offer().quantity();
        if (house == null || quantity == null) {
            return Future.succeededFuture(new Shown(ranked, null));
        }
        return stock.taken(new MemberKey(programme, house)).map(taken -> {
            long left = Math.max(0, quantity - taken);
            if (left == 0 && ranked.missing().isEmpty()) {
                ranked.missing().add(Refusal.of("offer-gone"));
            }
            return new Shown(ranked, left);
        });
    }

    /** Notes that a member has seen an offer. */
    public Future<Receipt> seen(Call call, MemberId member, String offer) {
        return writes.run(call, member, new SeeOffer(offer), Map.of());
    }
}
