package io.walaa.http;

import io.vertx.core.Future;
import io.walaa.decision.Refusal;
import io.walaa.live.OfferChannel;
import io.walaa.points.Lot;
import io.walaa.programme.Programme;
import io.walaa.programme.offer.Offer;
import io.walaa.programme.offer.Offers;
import io.walaa.programme.reward.RewardCheck;
import io.walaa.usecase.Call;
import io.walaa.usecase.OperationKeys;
import io.walaa.usecase.Programmes;
import java.time.InstantSource;

/** Tells the whole audience of an offer that it is there. */
public final class OfferAnnouncements {
    private final OfferChannel channel;
    private final Programmes programmes;
    private final OperationKeys keys;
    private final InstantSource clock;

    public OfferAnnouncements(OfferChannel channel, Programmes programmes, OperationKeys keys, InstantSource clock) {
        this.channel = channel;
        this.programmes = programmes;
        this.keys = keys;
        this.clock = clock;
    }

    Future<Answer> announce(Exchange exchange) {
        exchange.read(in -> true);
        Programme rules = programmes.require(exchange.programme()).programme();
        Offer offer = rules.part(Offers.class).require(exchange.argument(0));
        requireOpen(rules, offer, clock.instant().getEpochSecond());
        Call call = exchange.call();
        String name = keys.hash("announcement", call.programme(), call.key());
        if (call.dryRun()) {
            return Future.succeededFuture(answer(200, name, offer));
        }
        return channel.announce(call.programme(), offer, name, keys.hash(call.request()))
                .map(published -> {
                    if (published.otherContent()) {
                        throw Refusal.of("idempotency-key-reused");
                    }
                    return Members.marked(published.repeated(), answer(201, name, offer));
                });
    }

    /** What nobody can claim by asking, or not any more, is not announced. */
    private static void requireOpen(Programme rules, Offer offer, long now) {
        if (offer.triggered()) {
            throw Refusal.of("offer-not-open-to-all");
        }
        long end = offer.window().until();
        if (end != Lot.NEVER && end <= now) {
            throw Refusal.of("offer-over", "until", RewardCheck.shown(end, rules.zone()));
        }
    }

    private static Answer answer(int status, String name, Offer offer) {
        return Answer.json(status, json -> {
            json.writeStartObject();
            json.writeStringField("event", "evt_" + name);
            json.writeArrayFieldStart("channels");
            for (String channel : OfferChannel.channels(offer)) {
                json.writeString(channel);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
