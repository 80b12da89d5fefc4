package io.walaa.order;

import io.walaa.json.Input;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One way in which an order was paid.
 *
 * @param kind how
 * @param amount minor units of the order's currency
 * @param entry for points: the entry of the redemption or capture that paid, null for the others
 */
public record Tender(Kind kind, long amount, @Nullable String entry) {
    /** How it was paid, and whether that earns. */
    public enum Kind {
        CASH("cash", true),
        CARD("card", true),
        GIFT_CARD("gift-card", false),
        POINTS("points", false);

        private static final Map<String, Kind> BY_NAME = new LinkedHashMap<>();

        static {
            for (Kind kind : values()) {
                BY_NAME.put(kind.wire, kind);
            }
        }

        private final String wire;
        private final boolean earns;

        Kind(String wire, boolean earns) {
            this.wire = wire;
            this.earns = earns;
        }

        /** The name in the API. */
        public String wire() {
            return wire;
        }

        /** The kind of this name, which is one of them. */
        static Kind of(String wire) {
            return java.util.Objects.requireNonNull(BY_NAME.get(wire), wire);
        }

        /** Whether what was paid so counts for the earn base. */
        public boolean earns() {
            return earns;
        }
    }

    /** Reads a tender in {@code currency}; only a points tender names an entry, and it must. */
    static Tender read(Input in, String currency) {
        Kind kind = in.field("type").choice(Kind.BY_NAME);
        long amount = Money.read(in.field("amount"), currency);
        String entry = kind == Kind.POINTS ? in.field("entry").text(64) : null;
        return new Tender(kind, amount, entry);
    }
}
