package io.walaa.order;

import io.walaa.json.Input;
import io.walaa.json.InputCode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One line of an order. All money is in minor units of the order's currency.
 *
 * @param id unique in the order
 * @param sku what was bought
 * @param category its category, null if the till has none
 * @param thousandths the quantity in thousandths, so that 0.250 kg is 250
 * @param unitPrice price of one
 * @param discount taken off the whole line
 * @param giftCard whether the line buys a gift card: it earns nothing, its later use as a tender neither
 * @param total quantity × unit price, rounded half up, less the discount
 */
public record Line(
        String id,
        String sku,
        @Nullable String category,
        long thousandths,
        long unitPrice,
        long discount,
        boolean giftCard,
        long total) {
    private static final int QUANTITY_DECIMALS = 3;
    private static final BigDecimal QUANTITY_MIN = new BigDecimal("0.001");
    private static final BigDecimal QUANTITY_MAX = BigDecimal.valueOf(1_000_000);
    private static final long THOUSAND = 1000;

    /** Reads a line whose amounts are of {@code currency}. */
    static Line read(Input in, String currency) {
        String id = in.field("id").text(64);
        String sku = in.field("sku").text(128);
        String category = in.optional("category", value -> value.text(128));
        BigDecimal quantity = in.field("quantity").number(QUANTITY_DECIMALS, QUANTITY_MIN, QUANTITY_MAX);
        long unitPrice = Money.read(in.field("unitPrice"), currency);
        long discount = in.optional("discount", value -> Money.read(value, currency), 0L);
        boolean giftCard = in.optional("giftCard", value -> value.flag(), false);
        long thousandths = quantity.movePointRight(QUANTITY_DECIMALS).longValueExact();
        long gross = gross(thousandths, unitPrice);
        if (gross > Money.MAX) {
            in.refuse("unitPrice", InputCode.TOO_LARGE, "max", new Money(Money.MAX, currency).decimal());
        } else if (in.sound() && discount > gross) {
            in.refuse("discount", InputCode.TOO_LARGE, "max", new Money(gross, currency).decimal());
        }
        return new Line(id, sku, category, thousandths, unitPrice, discount, giftCard, gross - discount);
    }

    /** Quantity × unit price rounded half up to the minor unit; {@link Long#MAX_VALUE} on overflow. */
    static long gross(long thousandths, long unitPrice) {
        try {
            long exact = Math.addExact(Math.multiplyExact(thousandths, unitPrice), THOUSAND / 2);
            return exact / THOUSAND;
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }
}
