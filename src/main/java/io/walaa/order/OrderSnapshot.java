package io.walaa.order;

import io.walaa.decision.Refusal;
import io.walaa.points.LotPart;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An order as its member keeps it, a page written with the purchase: everything that a return needs, as it was on the
 * day, and what was returned so far.
 *
 * @param source marks the order's pending lots: the member sequence of the purchase
 * @param entry the key of the purchase's entry
 * @param currency ISO 4217
 * @param lines what was bought
 * @param charges what it cost beside its lines
 * @param tenders how it was paid
 * @param awards what each rule gave, in the order in which multipliers looked at them
 * @param lots where the points went, one for each unit
 * @param paid the points that paid for it
 * @param returned what of each line was returned, in thousandths
 * @param kept what parts of the programme keep with the order, by name
 * @param before how it was before its last change; null before the first
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record OrderSnapshot(
        String source,
        String entry,
        String currency,
        List<OrderedLine> lines,
        Charges charges,
        List<Tender> tenders,
        List<OrderedAward> awards,
        List<OrderLot> lots,
        List<PaidPoints> paid,
        long[] returned,
        Map<String, String> kept,
        @Nullable Before before) {
    /**
     * What the last change changed, so that it can be reversed.
     *
     * @param entry the key of the entry that changed it
     */
    public record Before(String entry, long[] returned, List<OrderLot> lots) {}

    /** The name of the page of the order {@code id}. */
    public static String page(String id) {
        return "order:" + id;
    }

    /** A new order. */
    public static OrderSnapshot of(
            Purchase purchase,
            EarnBase base,
            long seq,
            String entry,
            List<OrderedAward> awards,
            List<OrderLot> lots,
            List<PaidPoints> paid,
            Map<String, String> kept) {
        List<OrderedLine> lines = new ArrayList<>(purchase.lines().size());
        for (int i = 0; i < purchase.lines().size(); i++) {
            Line line = purchase.lines().get(i);
            lines.add(new OrderedLine(
                    line.id(),
                    line.sku(),
                    line.category(),
                    line.giftCard(),
                    line.thousandths(),
                    line.total(),
                    base.lines()[i]));
        }
        return new OrderSnapshot(
                source(seq),
                entry,
                purchase.currency(),
                lines,
                new Charges(purchase.tax(), purchase.taxIncluded(), purchase.shipping()),
                purchase.tenders(),
                awards,
                lots,
                paid,
                new long[lines.size()],
                kept,
                null);
    }

    /** What marks the pending lots of the purchase with this member sequence. */
    public static String source(long seq) {
        return Long.toString(seq, 36);
    }

    /** What each award is worth when these quantities have been returned. */
    public long[] due(long[] returnedThen) {
        KeptBasket kept = KeptBasket.of(lines, returnedThen);
        long[] due = new long[awards.size()];
        for (int i = 0; i < due.length; i++) {
            due[i] = awards.get(i).due(kept, due);
        }
        return due;
    }

    /** What of the points that paid comes back, by lot, between what was returned so far and {@code then}. */
    public List<LotPart> back(PaidPoints points, long[] then) {
        long[] before = points.back(lines, returned);
        long[] after = points.back(lines, then);
        List<LotPart> back = new ArrayList<>();
        for (int j = 0; j < after.length; j++) {
            if (after[j] > before[j]) {
                back.add(new LotPart(points.parts().get(j).lot(), after[j] - before[j]));
            }
        }
        return back;
    }

    /**
     * What will have been returned once {@code parts} are, too; all of it if there are none.
     *
     * @throws Refusal {@code over-return} with what is left of the line, {@code unknown-line}
     */
    public long[] returning(List<OrderReference.Part> parts) {
        long[] then = returned.clone();
        for (OrderReference.Part part : parts) {
            int line = line(part.line());
            long left = lines.get(line).thousandths() - returned[line];
            if (part.thousandths() > left) {
                throw Refusal.of(
                        "over-return",
                        "line",
                        part.line(),
                        "left",
                        quantity(left),
                        "requested",
                        quantity(part.thousandths()));
            }
            then[line] += part.thousandths();
        }
        if (parts.isEmpty()) {
            for (int i = 0; i < then.length; i++) {
                then[i] = lines.get(i).thousandths();
            }
            if (java.util.Arrays.equals(then, returned)) {
                throw Refusal.of("nothing-to-return");
            }
        }
        return then;
    }

    private int line(String id) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).id().equals(id)) {
                return i;
            }
        }
        throw Refusal.of("unknown-line", "line", id);
    }

    private static String quantity(long thousandths) {
        return BigDecimal.valueOf(thousandths, 3).stripTrailingZeros().toPlainString();
    }

    /** The earn base of what is kept when these quantities have been returned, in minor units. */
    public long keptBase(long[] returnedThen) {
        return KeptBasket.of(lines, returnedThen).total();
    }

    /** Whether nothing is left when these quantities have been returned. */
    public boolean empty(long[] then) {
        return KeptBasket.of(lines, then).empty();
    }

    /** This order after the entry {@code by} returned goods. */
    public OrderSnapshot changed(String by, long[] then, List<OrderLot> lotsThen) {
        return with(lotsThen, then, new Before(by, returned, lots));
    }

    /** This order as it was before its last change. */
    public OrderSnapshot undone(Before last) {
        return with(last.lots(), last.returned(), null);
    }

    private OrderSnapshot with(List<OrderLot> lotsThen, long[] then, @Nullable Before last) {
        return new OrderSnapshot(
                source, entry, currency, lines, charges, tenders, awards, lotsThen, paid, then, kept, last);
    }

    /** The purchase that it was; unit prices are what one of each line cost. */
    public Purchase purchase(String id) {
        List<Line> bought = new ArrayList<>(lines.size());
        long net = 0;
        for (OrderedLine line : lines) {
            long unitPrice = Rational.share(line.total(), 1000, line.thousandths());
            bought.add(new Line(
                    line.id(),
                    line.sku(),
                    line.category(),
                    line.thousandths(),
                    unitPrice,
                    0,
                    line.giftCard(),
                    line.total()));
            net += line.total();
        }
        return new Purchase(
                id, currency, bought, charges.tax(), charges.taxIncluded(), charges.shipping(), tenders, net);
    }
}
