package io.walaa.order;

import io.walaa.json.Input;
import io.walaa.json.InputCode;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a till is about to sell, before it is paid. All money is in minor units of its currency.
 *
 * @param currency ISO 4217
 * @param lines at least one, sorted by id, so that nothing ever depends on the order in which a till lists them
 */
public record Basket(String currency, List<Line> lines) {
    public Basket {
        lines = lines.stream().sorted(Comparator.comparing(Line::id)).toList();
    }

    /** Reads {@code {"currency":"KWD","lines":[…]}}. */
    public static Basket read(Input in) {
        String currency = Currencies.read(in.field("currency"));
        List<Line> lines =
                in.field("lines").list(Purchase.LINES_MAX, value -> value.object(line -> Line.read(line, currency)));
        if (in.sound()) {
            if (lines.isEmpty()) {
                in.refuse("lines", InputCode.TOO_FEW, "min", 1);
            }
            Set<String> seen = new HashSet<>();
            for (Line line : lines) {
                if (!seen.add(line.id())) {
                    in.refuse("lines", InputCode.DUPLICATE, "value", line.id());
                }
            }
            if (lines.stream().mapToLong(Line::total).sum() > Money.MAX) {
                in.refuse("lines", InputCode.TOO_LARGE, "max", new Money(Money.MAX, currency).decimal());
            }
        }
        return new Basket(currency, lines);
    }

    /** What each line costs, in the order of {@link #lines}. */
    public long[] totals() {
        return lines.stream().mapToLong(Line::total).toArray();
    }

    /** What the lines cost together. */
    public long net() {
        return lines.stream().mapToLong(Line::total).sum();
    }

    /** An amount of this basket for people and problem documents, with all decimals. */
    public String decimal(long minor) {
        return new Money(minor, currency).decimal();
    }
}
