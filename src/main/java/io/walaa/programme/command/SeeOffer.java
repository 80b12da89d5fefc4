package io.walaa.programme.command;

import io.walaa.decision.Effect;
import io.walaa.decision.Moment;
import io.walaa.member.Decided;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.programme.Programme;
import io.walaa.programme.course.Happening;
import io.walaa.programme.offer.Offer;
import io.walaa.programme.offer.Offers;
import java.util.Map;

/** A member has seen an offer. */
public record SeeOffer(String offer) implements Command {
    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        Offers offers = programme.part(Offers.class);
        Offer seen = offers.require(offer);
        MemberChange change = new MemberChange(state, moment);
        Happening happening = new Happening(programme, change, null);
        if (offers.see(change, seen)) {
            happening.tell(Effect.of("offer.seen", "offer", offer));
        }
        return happening.decided("offer-seen");
    }
}
