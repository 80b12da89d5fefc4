package io.walaa.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.walaa.decision.Refusal;
import io.walaa.member.MemberId;
import io.walaa.points.Lot;
import io.walaa.programme.offer.Offer;
import io.walaa.programme.offer.OfferRanking;
import io.walaa.usecase.reward.ReadOffers;
import io.walaa.usecase.reward.RedeemRewards;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Offers: what a member sees first, what of it is seen and claimed. */
public final class OfferEndpoints {
    private final ReadOffers read;
    private final RedeemRewards redeem;
    private final Redemptions redemptions;
    private final Messages messages;

    public OfferEndpoints(ReadOffers read, RedeemRewards redeem, Redemptions redemptions, Messages messages) {
        this.read = read;
        this.redeem = redeem;
        this.redemptions = redemptions;
        this.messages = messages;
    }

    Future<Answer> list(Exchange exchange) {
        return list(exchange, exchange.member());
    }

    Future<Answer> listMine(Exchange exchange) {
        return list(exchange, exchange.self());
    }

    private Future<Answer> list(Exchange exchange, MemberId member) {
        boolean explain = exchange.flag("explain");
        String asked = exchange.request().getHeader("Accept-Language");
        return read.read(exchange.programme(), member).map(listed -> {
            String tag = asked == null ? listed.locale() : Languages.of(asked).getLanguage();
            Locale language = Languages.of(asked == null ? tag : asked);
            return Answer.json(200, json -> {
                        json.writeStartObject();
                        json.writeArrayFieldStart("offers");
                        for (ReadOffers.Shown shown : listed.offers()) {
                            write(json, shown, tag, language, explain);
                        }
                        json.writeEndArray();
                        json.writeEndObject();
                    })
                    .with("Content-Language", language.getLanguage())
                    .with("Vary", "Accept-Language");
        });
    }

    private void write(JsonGenerator json, ReadOffers.Shown shown, String tag, Locale language, boolean explain)
            throws IOException {
        OfferRanking.Ranked ranked = shown.ranked();
        Offer offer = ranked.offer();
        json.writeStartObject();
        json.writeStringField("id", offer.id());
        json.writeStringField("title", offer.title().in(tag));
        if (offer.text() != null) {
            json.writeStringField("text", offer.text().in(tag));
        }
        json.writeStringField("state", ranked.state());
        if (ranked.until() != Lot.NEVER) {
            json.writeStringField("until", Instant.ofEpochSecond(ranked.until()).toString());
        }
        if (shown.left() != null) {
            json.writeNumberField("left", shown.left());
        }
        json.writeFieldName("tags");
        json.writePOJO(offer.tags());
        ObjectNode benefit = JsonNodeFactory.instance.objectNode();
        benefit.put("kind", offer.benefit().kind());
        offer.benefit().write(benefit);
        json.writeFieldName("benefit");
        json.writeTree(benefit);
        json.writeBooleanField("claimable", ranked.missing().isEmpty());
        json.writeArrayFieldStart("missing");
        for (Refusal refusal : ranked.missing()) {
            json.writeStartObject();
            json.writeStringField("code", refusal.code());
            json.writeStringField("detail", messages.text(language, refusal.code(), refusal.values()));
            for (var value : Messages.shown(refusal.values(), language).entrySet()) {
                json.writeFieldName(value.getKey());
                json.writePOJO(value.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        if (explain) {
            writeRank(json, ranked);
        }
        json.writeEndObject();
    }

    /** Why it stands where it stands, in the order in which it counts. */
    private static void writeRank(JsonGenerator json, OfferRanking.Ranked ranked) throws IOException {
        json.writeObjectFieldStart("rank");
        json.writeBooleanField("claimable", ranked.missing().isEmpty());
        json.writeNumberField("priority", ranked.offer().priority());
        json.writeNumberField("affinity", ranked.score());
        json.writeObjectFieldStart("tags");
        for (Map.Entry<String, Long> tag : ranked.affinity().entrySet()) {
            json.writeNumberField(tag.getKey(), tag.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    Future<Answer> claim(Exchange exchange) {
        return claim(exchange, exchange.member(), exchange.argument(1));
    }

    Future<Answer> claimMine(Exchange exchange) {
        return claim(exchange, exchange.self(), exchange.argument(0));
    }

    private Future<Answer> claim(Exchange exchange, MemberId member, String offer) {
        exchange.read(in -> true);
        return redeem.claim(exchange.call(), member, offer)
                .map(done -> redemptions.answer(exchange.programme(), member, done));
    }

    Future<Answer> seen(Exchange exchange) {
        return seen(exchange, exchange.member(), exchange.argument(1));
    }

    Future<Answer> seenMine(Exchange exchange) {
        return seen(exchange, exchange.self(), exchange.argument(0));
    }

    private Future<Answer> seen(Exchange exchange, MemberId member, String offer) {
        exchange.read(in -> true);
        return read.seen(exchange.call(), member, offer).map(receipt -> ReceiptReply.points(receipt, 200));
    }
}
