package io.walaa.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.walaa.decision.Effect;
import io.walaa.journal.EntryBody;
import io.walaa.member.MemberId;
import io.walaa.order.Money;
import io.walaa.points.Lot;
import io.walaa.programme.voucher.Voucher;
import io.walaa.programme.voucher.VoucherCode;
import io.walaa.usecase.Receipt;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Vouchers as replies. */
final class VoucherReply {
    private VoucherReply() {}

    /** A voucher; its code only for who may have it. */
    static void write(JsonGenerator json, MemberId owner, Voucher voucher, @Nullable VoucherCode code, long now)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("id", "vch_" + owner.body() + voucher.key());
        if (code != null) {
            json.writeStringField("code", code.shown());
        }
        json.writeStringField("source", voucher.source());
        json.writeStringField("kind", voucher.kind());
        json.writeStringField("state", voucher.shown(now));
        json.writeStringField("validFrom", Instant.ofEpochSecond(voucher.from()).toString());
        if (voucher.until() != Lot.NEVER) {
            json.writeStringField(
                    "validUntil", Instant.ofEpochSecond(voucher.until()).toString());
        }
        if (voucher.giftCard()) {
            json.writeObjectFieldStart("balance");
            json.writeStringField("amount", new Money(voucher.balance(), voucher.currency()).decimal());
            json.writeStringField("currency", voucher.currency());
            json.writeEndObject();
        } else {
            json.writeNumberField("usesLeft", voucher.usesMax() - voucher.uses().size());
        }
        if (!voucher.booking().slot().isEmpty()) {
            json.writeStringField("slot", voucher.booking().slot());
            json.writeNumberField("people", voucher.booking().quantity());
        }
        json.writeStringField("stacking", voucher.rules().together() ? "together" : "alone");
        json.writeStringField("currency", voucher.currency());
        if (voucher.benefit() != null) {
            json.writeFieldName("benefit");
            json.writeTree(voucher.benefit());
        }
        json.writeEndObject();
    }

    /** The reply to a use or a restore: what was done, once, and the acknowledgement reached. */
    static Answer changed(Receipt receipt) {
        Answer answer = Answer.json(receipt.ackPending() ? 202 : 200, json -> {
            json.writeStartObject();
            if (receipt.position() == null) {
                json.writeBooleanField("dryRun", true);
            } else {
                json.writeStringField("ack", receipt.ack().text());
            }
            for (Effect effect : receipt.entry().decision().effects()) {
                if (effect.type().startsWith("voucher.")) {
                    for (var value : effect.values().entrySet()) {
                        json.writeFieldName(value.getKey());
                        json.writePOJO(value.getValue());
                    }
                }
            }
            json.writeFieldName("effects");
            EntryBody.writeEffects(json, receipt.entry().decision().effects());
            json.writeEndObject();
        });
        return receipt.replayed() ? answer.with("Idempotency-Replayed", "true") : answer;
    }
}
