package io.walaa.programme.voucher;

import io.walaa.decision.Refusal;
import io.walaa.order.Basket;
import io.walaa.order.Money;
import io.walaa.order.discount.Discount;
import io.walaa.order.discount.Stacked;
import io.walaa.points.Lot;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a voucher takes off a basket now, beside others. */
public final class VoucherOnBasket {
    /** What a voucher does that takes nothing off, such as a ticket. */
    public static final Stacked.Taken NOTHING = new Stacked.Taken("", List.of());

    private VoucherOnBasket() {}

    /**
     * Counts.
     *
     * @param name of the voucher among the others: the hash of its code
     * @param basket null where it was not told
     * @param others vouchers that are used on the same basket
     * @param now epoch second
     * @return what it takes off each line
     * @throws Refusal if it cannot be used, with what would make it usable
     */
    public static Stacked.Taken count(
            String name, Voucher voucher, @Nullable Basket basket, List<Other> others, long now, ZoneId zone) {
        requireUsable(voucher, now, zone);
        for (Other other : others) {
            requireUsable(other.voucher, now, zone);
            if (!voucher.rules().together() || !other.voucher.rules().together()) {
                throw Refusal.of("voucher-stands-alone");
            }
        }
        Discount discount = voucher.next();
        if (discount == null) {
            return NOTHING;
        }
        if (basket == null) {
            throw Refusal.of("voucher-needs-basket");
        }
        List<Stacked.Named> all = new ArrayList<>(others.size() + 1);
        all.add(new Stacked.Named(name, fitting(voucher, discount, basket)));
        for (Other other : others) {
            Discount next = other.voucher.next();
            if (next != null) {
                all.add(new Stacked.Named(other.name, fitting(other.voucher, next, basket)));
            }
        }
        for (Stacked.Taken taken : Stacked.on(basket, all)) {
            if (taken.name().equals(name) && taken.sum() > 0) {
                return taken;
            }
        }
        throw Refusal.of("voucher-takes-nothing");
    }

    /** Another voucher on the basket, under the hash of its code. */
    public record Other(String name, Voucher voucher) {}

    private static Discount fitting(Voucher voucher, Discount discount, Basket basket) {
        String currency = discount.currency();
        long minimum = voucher.rules().minimumSpend();
        boolean needs = currency != null || minimum > 0;
        if (needs && !basket.currency().equals(voucher.currency())) {
            throw Refusal.of("voucher-other-currency", "currency", voucher.currency());
        }
        if (basket.net() < minimum) {
            throw Refusal.of(
                    "voucher-below-minimum",
                    "minimum",
                    new Money(minimum, voucher.currency()).decimal(),
                    "missing",
                    basket.decimal(minimum - basket.net()),
                    "currency",
                    voucher.currency());
        }
        return discount;
    }

    /** Refuses a voucher that cannot be used now on anything. */
    static void requireUsable(Voucher voucher, long now, ZoneId zone) {
        if (voucher.state() == Voucher.State.CANCELLED) {
            throw Refusal.of("voucher-cancelled");
        }
        if (voucher.usedUp()) {
            throw Refusal.of("voucher-used");
        }
        if (voucher.expired(now)) {
            throw Refusal.of("voucher-expired", "until", shown(voucher.until(), zone));
        }
        if (voucher.from() > now) {
            throw Refusal.of("voucher-not-yet", "from", shown(voucher.from(), zone));
        }
    }

    private static String shown(long second, ZoneId zone) {
        return second == Lot.NEVER
                ? ""
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        Instant.ofEpochSecond(second).atZone(zone));
    }
}
