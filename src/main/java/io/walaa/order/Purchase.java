package io.walaa.order;

import io.walaa.decision.Refusal;
import io.walaa.json.Input;
import io.walaa.json.InputCode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A purchase as the till reports it. All money is in minor units of its currency, at most {@link Money#MAX} in sum.
 *
 * @param orderId unique per member
 * @param currency ISO 4217
 * @param lines at least one, at most {@link #LINES_MAX}
 * @param tax of the whole order
 * @param taxIncluded whether the prices contain the tax
 * @param shipping what delivery cost
 * @param tenders how it was paid
 * @param net the sum of the lines
 */
public record Purchase(
        String orderId,
        String currency,
        List<Line> lines,
        long tax,
        boolean taxIncluded,
        long shipping,
        List<Tender> tenders,
        long net) {
    public static final int LINES_MAX = 200;
    public static final int TENDERS_MAX = 20;

    /**
     * Reads an order. What is wrong with it is noted on {@code in}; that its tenders differ from what is due is no
     * fault of form, see {@link #requirePaid}.
     */
    public static Purchase read(Input in) {
        String id = in.field("id").text(128);
        String currency = Currencies.read(in.field("currency"));
        List<Line> lines = in.field("lines").list(LINES_MAX, value -> value.object(line -> Line.read(line, currency)));
        long tax = in.optional("tax", value -> Money.read(value, currency), 0L);
        boolean taxIncluded = in.optional("taxIncluded", value -> value.flag(), false);
        long shipping = in.optional("shipping", value -> Money.read(value, currency), 0L);
        List<Tender> tenders =
                in.field("tenders").list(TENDERS_MAX, value -> value.object(tender -> Tender.read(tender, currency)));
        if (!in.sound()) {
            return new Purchase(id, currency, lines, 0, taxIncluded, 0, tenders, 0);
        }
        if (lines.isEmpty()) {
            in.refuse("lines", InputCode.TOO_FEW, "min", 1);
        }
        refuseTwice(in, lines);
        // each part is at most 2^53, so some 200 of them cannot overflow a long
        long net = lines.stream().mapToLong(Line::total).sum();
        long paid = tenders.stream().mapToLong(Tender::amount).sum();
        if (net + tax + shipping > Money.MAX || paid > Money.MAX) {
            in.refuse(InputCode.TOO_LARGE, "max", new Money(Money.MAX, currency).decimal());
        } else if (taxIncluded && tax > net) {
            in.refuse("tax", InputCode.TOO_LARGE, "max", new Money(net, currency).decimal());
        }
        return new Purchase(id, currency, lines, tax, taxIncluded, shipping, tenders, net);
    }

    private static void refuseTwice(Input in, List<Line> lines) {
        Set<String> seen = new HashSet<>();
        for (Line line : lines) {
            if (!seen.add(line.id())) {
                in.refuse("lines", InputCode.DUPLICATE, "value", line.id());
            }
        }
    }

    /** What the customer had to pay: net and shipping, and tax unless the prices contain it. */
    public long due() {
        return net + shipping + (taxIncluded ? 0 : tax);
    }

    /** What the tenders add up to; an order is only booked when this is what was due. */
    public long paid() {
        long paid = 0;
        for (Tender tender : tenders) {
            paid += tender.amount();
        }
        return paid;
    }

    /**
     * Refuses an order that is not paid exactly.
     *
     * @throws Refusal {@code tenders-differ} with what was {@code due} and {@code paid}
     */
    public void requirePaid() {
        if (paid() != due()) {
            throw Refusal.of("tenders-differ", "due", decimal(due()), "paid", decimal(paid()), "currency", currency);
        }
    }

    /** What was paid by means that earn nothing: points and gift cards. */
    public long paidWithoutEarning() {
        long paid = 0;
        for (Tender tender : tenders) {
            paid += tender.kind().earns() ? 0 : tender.amount();
        }
        return paid;
    }

    /** An amount of this order for people and problem documents, with all decimals. */
    public String decimal(long minor) {
        return new Money(minor, currency).decimal();
    }
}
