package io.walaa.programme.course;

import io.walaa.order.OrderSnapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order of which something was taken back. When a return is reversed, what is returned becomes less: the differences
 * are negative then.
 *
 * @param id the order's id
 * @param order as it was before
 * @param then what is returned of each line afterwards, in thousandths
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TakenBack(String id, OrderSnapshot order, long[] then) {
    private static final String AT = "at";
    private static final int RADIX = 36;

    /** How much less of the order's earn base is kept, in minor units of the order. */
    public long base() {
        return order.keptBase(order.returned()) - order.keptBase(then);
    }

    /** How much less of a line is kept, in thousandths. */
    public long quantity(int line) {
        return then[line] - order.returned()[line];
    }

    /** Whether nothing of the order is kept afterwards. */
    public boolean complete() {
        return order.empty(then);
    }

    /** Whether nothing of it was kept before. */
    public boolean wasComplete() {
        return order.empty(order.returned());
    }

    /** What the stage of this name kept with the order; null if nothing. */
    public @Nullable String kept(String stage) {
        return order.kept().get(stage);
    }

    /** When the purchase happened, business time; null for an order of before this was kept. */
    public @Nullable Instant placedAt() {
        String at = order.kept().get(AT);
        return at == null ? null : Instant.ofEpochSecond(Long.parseLong(at, RADIX));
    }

    static void placed(Happening purchase, Instant at) {
        purchase.keep(AT, Long.toString(at.getEpochSecond(), RADIX));
    }
}
