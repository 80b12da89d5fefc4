package io.walaa.order.discount;

import com.fasterxml.jackson.databind.JsonNode;
import io.walaa.json.Catalogue;
import io.walaa.json.Input;
import io.walaa.json.Value;

/** The catalogue of discounts: the name of each kind, and who reads it. */
public final class Discounts {
    /** Reads what a kind has; its amounts are in {@code currency}. */
    @FunctionalInterface
    public interface Kind {
        Discount read(Input in, String currency);
    }

    private static final Catalogue<Kind> KINDS = Catalogue.<Kind>empty()
            .with("amount-off", AmountOff::read)
            .with("percent-off", PercentOff::read)
            .with("items-off", ItemsOff::read)
            .with("free-item", ItemsOff::readFree)
            .with("some-free", (in, currency) -> SomeFree.read(in))
            .with(
                    "gift-card",
                    (in, currency) -> new GiftCard(AmountOff.read(in, currency).amount(), currency));

    private Discounts() {}

    /** Reads {@code {kind: percent-off, percent: 20}}. */
    public static Discount read(Value value, String currency) {
        return value.object(in -> read(in, currency));
    }

    /** Reads a discount among other fields of an object. */
    public static Discount read(Input in, String currency) {
        Kind kind = KINDS.find(in);
        return kind == null ? new AmountOff(0, currency) : kind.read(in, currency);
    }

    /** Reads what {@link Discount#json} wrote. */
    public static Discount of(JsonNode json, String currency) {
        return Input.read(json, in -> read(in, currency));
    }
}
