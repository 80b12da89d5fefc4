package io.walaa.order.discount;

import com.fasterxml.jackson.databind.JsonNode;
import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.json.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/** The catalogue of discounts: the name of each kind, and who reads it. */
public final class Discounts {
    /** Reads what a kind has; its amounts are in {@code currency}. */
    @FunctionalInterface
    public interface Kind {
        Discount read(Input in, String currency);
    }

    private static final Map<String, Kind> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("amount-off", AmountOff::read);
        KINDS.put("percent-off", PercentOff::read);
        KINDS.put("items-off", ItemsOff::read);
        KINDS.put("free-item", ItemsOff::readFree);
        KINDS.put("some-free", (in, currency) -> SomeFree.read(in));
        KINDS.put("gift-card", (in, currency) -> {
            AmountOff amount = AmountOff.read(in, currency);
            return new GiftCard(amount.amount(), currency);
        });
    }

    private Discounts() {}

    /** The kinds, by name. */
    public static Map<String, Kind> kinds() {
        return KINDS;
    }

    /** Reads {@code {kind: percent-off, percent: 20}}. */
    public static Discount read(Value value, String currency) {
        return value.object(in -> read(in, currency));
    }

    /** Reads a discount among other fields of an object. */
    public static Discount read(Input in, String currency) {
        Value kind = in.field("kind");
        String name = kind.text(40);
        Kind reader = KINDS.get(name);
        if (reader == null) {
            if (!name.isEmpty()) {
                kind.refuseUnknown(InputCode.UNKNOWN_VALUE, name, KINDS.keySet());
            }
            in.takeAll();
            return new AmountOff(0, currency);
        }
        return reader.read(in, currency);
    }

    /** Reads what {@link Discount#json} wrote. */
    public static Discount of(JsonNode json, String currency) {
        return Input.read(json, in -> read(in, currency));
    }
}
