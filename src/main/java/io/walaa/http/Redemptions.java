package io.walaa.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Future;
import io.walaa.decision.Effect;
import io.walaa.member.MemberId;
import io.walaa.points.Points;
import io.walaa.programme.reward.Wish;
import io.walaa.usecase.reward.Codes;
import io.walaa.usecase.reward.RedeemRewards;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Rewards taken and given back. */
public final class Redemptions {
    private static final String PREFIX = "rdm";
    private static final int NAME_MAX = 64;
    private static final int PEOPLE_MAX = 1_000;

    private final RedeemRewards redeem;
    private final Codes codes;

    public Redemptions(RedeemRewards redeem, Codes codes) {
        this.redeem = redeem;
        this.codes = codes;
    }

    private record Wanted(String reward, Wish wish) {}

    Future<Answer> redeem(Exchange exchange) {
        return redeem(exchange, exchange.member());
    }

    Future<Answer> redeemMine(Exchange exchange) {
        return redeem(exchange, exchange.self());
    }

    private Future<Answer> redeem(Exchange exchange, MemberId member) {
        Wanted wanted = exchange.read(in -> new Wanted(
                in.field("reward").text(NAME_MAX),
                new Wish(
                        in.optional("points", value -> value.integer(1, Points.MAX)),
                        in.optional("slot", value -> value.text(NAME_MAX)),
                        in.optional("people", value -> value.integer(1, PEOPLE_MAX), 1L))));
        return redeem.redeem(exchange.call(), member, wanted.reward, wanted.wish)
                .map(done -> answer(exchange.programme(), member, done));
    }

    Answer answer(String programme, MemberId member, RedeemRewards.Redeemed done) {
        int status = done.receipt().position() == null ? 200 : done.receipt().ackPending() ? 202 : 201;
        Answer answer = Answer.json(status, json -> {
            json.writeStartObject();
            if (done.receipt().position() != null) {
                json.writeStringField("redemption", done.id().text(PREFIX));
            }
            for (Effect effect : done.receipt().entry().decision().effects()) {
                if (effect.type().equals("voucher.issued")) {
                    writeVoucher(json, programme, member, done, effect);
                }
            }
            ReceiptReply.write(json, done.receipt());
            json.writeEndObject();
        });
        return done.replayed() ? answer.with("Idempotency-Replayed", "true") : answer;
    }

    private void writeVoucher(
            JsonGenerator json, String programme, MemberId member, RedeemRewards.Redeemed done, Effect effect)
            throws IOException {
        json.writeObjectFieldStart("voucher");
        if (done.receipt().position() != null) {
            json.writeStringField("id", String.valueOf(effect.values().get("voucher")));
            json.writeStringField(
                    "code", codes.of(programme).code(member, done.id().key()).shown());
        }
        for (String name : new String[] {"kind", "validFrom", "validUntil"}) {
            Object value = effect.values().get(name);
            if (value != null) {
                json.writeStringField(name, value.toString());
            }
        }
        json.writeEndObject();
    }

    Future<Answer> cancel(Exchange exchange) {
        return cancel(exchange, null);
    }

    Future<Answer> cancelMine(Exchange exchange) {
        return cancel(exchange, exchange.self());
    }

    private Future<Answer> cancel(Exchange exchange, @Nullable MemberId onlyOf) {
        exchange.read(in -> true);
        return redeem.cancel(exchange.call(), exchange.entry(PREFIX, "redemption-not-found"), onlyOf)
                .map(receipt -> ReceiptReply.points(receipt, 200));
    }
}
