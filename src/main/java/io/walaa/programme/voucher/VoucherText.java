package io.walaa.programme.voucher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walaa.json.Json;
import io.walaa.order.discount.Discounts;
import io.walaa.points.Lot;
import io.walaa.points.LotPart;
import io.walaa.programme.voucher.Voucher.Booking;
import io.walaa.programme.voucher.Voucher.Paid;
import io.walaa.programme.voucher.Voucher.Rules;
import io.walaa.programme.voucher.Voucher.State;
import java.util.ArrayList;
import java.util.List;

/** Vouchers as the JSON text of their page. Instants are epoch seconds, for ever is -1. */
final class VoucherText {
    private static final long FOR_EVER = -1;

    private VoucherText() {}

    static String write(Voucher voucher) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("key", voucher.key());
        json.put("state", voucher.state().name());
        json.put("source", voucher.source());
        json.put("kind", voucher.kind());
        json.put("at", voucher.issuedAt());
        json.put("unit", voucher.paid().unit());
        json.put("account", voucher.paid().account());
        ArrayNode parts = json.putArray("paid");
        for (LotPart part : voucher.paid().parts()) {
            parts.add(second(part.lot().expiresAt())).add(part.amount());
        }
        json.put("house", voucher.booking().house());
        json.put("quantity", voucher.booking().quantity());
        json.put("slot", voucher.booking().slot());
        json.put("from", voucher.from());
        json.put("until", second(voucher.until()));
        json.put("usesMax", voucher.usesMax());
        ArrayNode uses = json.putArray("uses");
        for (VoucherUse use : voucher.uses()) {
            uses.addArray().add(use.order()).add(use.off()).add(use.at());
        }
        json.set("discount", voucher.benefit());
        json.put("currency", voucher.currency());
        json.put("together", voucher.rules().together());
        json.put("restorable", voucher.rules().restorable());
        json.put("minimum", voucher.rules().minimumSpend());
        json.put("cancelUntil", second(voucher.cancelUntil()));
        json.put("claimedBy", voucher.claimedBy());
        return json.toString();
    }

    static Voucher read(String page) {
        JsonNode json = Json.read(page);
        List<LotPart> parts = new ArrayList<>();
        JsonNode paid = json.required("paid");
        for (int i = 0; i < paid.size(); i += 2) {
            parts.add(
                    new LotPart(Lot.active(second(paid.get(i))), paid.get(i + 1).longValue()));
        }
        List<VoucherUse> uses = new ArrayList<>();
        for (JsonNode use : json.required("uses")) {
            uses.add(new VoucherUse(
                    use.get(0).textValue(), use.get(1).longValue(), use.get(2).longValue()));
        }
        String currency = json.required("currency").textValue();
        JsonNode discount = json.required("discount");
        return new Voucher(
                json.required("key").textValue(),
                State.valueOf(json.required("state").textValue()),
                json.required("source").textValue(),
                json.required("kind").textValue(),
                json.required("at").longValue(),
                new Paid(
                        json.required("unit").textValue(),
                        List.copyOf(parts),
                        json.required("account").textValue()),
                new Booking(
                        json.required("house").textValue(),
                        json.required("quantity").longValue(),
                        json.required("slot").textValue()),
                json.required("from").longValue(),
                second(json.required("until")),
                json.required("usesMax").intValue(),
                List.copyOf(uses),
                discount.isNull() ? null : Discounts.of(discount, currency),
                currency,
                new Rules(
                        json.required("together").booleanValue(),
                        json.required("restorable").booleanValue(),
                        json.required("minimum").longValue()),
                second(json.required("cancelUntil")),
                json.required("claimedBy").textValue());
    }

    private static long second(long epochSecond) {
        return epochSecond == Lot.NEVER ? FOR_EVER : epochSecond;
    }

    private static long second(JsonNode value) {
        return value.longValue() == FOR_EVER ? Lot.NEVER : value.longValue();
    }
}
