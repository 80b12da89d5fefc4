package io.walaa.programme.offer;

import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.json.Value;
import io.walaa.programme.EventType;
import io.walaa.programme.LocalizedText;
import io.walaa.programme.Section;
import io.walaa.programme.Vocabulary;
import io.walaa.programme.reward.Who;
import io.walaa.programme.reward.Window;
import io.walaa.programme.voucher.VoucherTerms;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Reads the field {@code offers} of a document. */
public final class OfferSection implements Section<Offers> {
    private static final int OFFERS_MAX = 500;
    private static final int TAGS_MAX = 20;
    private static final int PRIORITY_MAX = 1_000;
    private static final long QUANTITY_MAX = 1_000_000_000;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Duration USABLE = Duration.ofDays(30);

    @Override
    public Class<Offers> type() {
        return Offers.class;
    }

    @Override
    public Offers read(Input in, Vocabulary names) {
        List<Offer> offers = in.optional(
                "offers", list -> list.list(OFFERS_MAX, offer -> offer.object(o -> offer(o, names))), List.of());
        Map<String, Offer> byId = new LinkedHashMap<>();
        offers.forEach(offer -> byId.put(offer.id(), offer));
        return new Offers(byId);
    }

    private static Offer offer(Input in, Vocabulary names) {
        String id = names.declare("offer", in.field("id"));
        LocalizedText title = LocalizedText.read(in.field("title"), names);
        LocalizedText text = in.optional("text", value -> LocalizedText.read(value, names));
        Who who = Who.read(in, names);
        Window window =
                in.optional("schedule", value -> value.object(w -> Window.read(w, names.zone())), Window.ALWAYS);
        String onEvent = in.optional("onEvent", EventType::read);
        String onEntering = in.optional("onEntering", value -> names.refer("segment", value));
        if (onEvent != null && onEntering != null) {
            in.refuse(InputCode.CONFLICTING_FIELDS, "fields", "onEvent, onEntering");
        }
        List<String> tags = in.optional("tags", list -> list.list(TAGS_MAX, tag -> tag.text(60)), List.of());
        return new Offer(
                id,
                title,
                text,
                who,
                window,
                onEvent,
                onEntering,
                names.memo(GivenOffers.class, GivenOffers::new).contains(id),
                in.optional("claimFor", value -> value.duration(SHORTEST, LONGEST)),
                in.optional("usableFor", value -> value.duration(SHORTEST, LONGEST), USABLE),
                in.optional("quantity", value -> value.integer(0, QUANTITY_MAX)),
                in.optional("perMember", value -> value.integer(1, QUANTITY_MAX), 1L),
                (int) (long) in.optional("priority", value -> value.integer(-PRIORITY_MAX, PRIORITY_MAX), 0L),
                new LinkedHashSet<>(tags),
                in.optional("voucher", terms -> VoucherTerms.read(terms, names), VoucherTerms.DEFAULT),
                benefit(in.field("benefit"), names));
    }

    private static OfferBenefit benefit(Value value, Vocabulary names) {
        return OfferKinds.read(value, names);
    }
}
