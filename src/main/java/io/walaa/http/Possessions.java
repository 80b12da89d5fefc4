package io.walaa.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.walaa.decision.EntryId;
import io.walaa.decision.Moment;
import io.walaa.decision.Trace;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.points.Lot;
import io.walaa.programme.Programme;
import io.walaa.programme.course.Happening;
import io.walaa.programme.offer.OfferRanking;
import io.walaa.programme.offer.Offers;
import io.walaa.programme.voucher.OpenVouchers;
import io.walaa.usecase.MemberView;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/** A member's offers in their order, and the vouchers that can still be used, as the snapshot has them. */
final class Possessions {
    private Possessions() {}

    static void write(JsonGenerator json, Programme programme, MemberView view) throws IOException {
        MemberState state = view.state();
        String locale = state.locale(programme.defaultLocale());
        Moment moment = new Moment(view.now(), new EntryId(state.id().body(), state.seq() + 1, "0000"), Trace.off());
        Happening happening = new Happening(programme, new MemberChange(state, moment), null);
        json.writeArrayFieldStart("offers");
        for (OfferRanking.Ranked ranked : OfferRanking.of(programme.part(Offers.class), happening)) {
            json.writeStartObject();
            json.writeStringField("id", ranked.offer().id());
            json.writeStringField("title", ranked.offer().title().in(locale));
            json.writeStringField("state", ranked.state());
            until(json, ranked.until());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("vouchers");
        long now = view.now().getEpochSecond();
        for (Map.Entry<String, Long> voucher : OpenVouchers.ends(state.facts()).entrySet()) {
            if (voucher.getValue() > now) {
                json.writeStartObject();
                json.writeStringField("id", "vch_" + state.id().body() + voucher.getKey());
                until(json, voucher.getValue());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private static void until(JsonGenerator json, long second) throws IOException {
        if (second != Lot.NEVER) {
            json.writeStringField("until", Instant.ofEpochSecond(second).toString());
        }
    }
}
