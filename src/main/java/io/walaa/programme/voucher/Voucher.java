package io.walaa.programme.voucher;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walaa.order.discount.Discount;
import io.walaa.points.Lot;
import io.walaa.points.LotPart;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A voucher with how it came about, kept as a page of its owner. What it gives is fixed when it is issued: a later
 * version of the programme changes nothing about it.
 *
 * @param key of the entry that began it: {@code vch_} and {@code rdm_} ids end with it
 * @param state what became of it; that it expired or was used up is not written but follows
 * @param source what gave it: {@code reward:<id>}, {@code offer:<id>} or {@code code:<campaign>}
 * @param kind of the reward, such as {@code percent-off}
 * @param issuedAt epoch second of the entry that began it
 * @param paid what it cost
 * @param booking what it took of the house
 * @param from epoch second from which it can be used
 * @param until epoch second from which it cannot any more
 * @param usesMax how often; 0 if there is nothing to use, as after a donation
 * @param uses for which orders it was used
 * @param discount what it takes off a basket; null if nothing
 * @param currency of its amounts
 * @param rules how it may be used
 * @param cancelUntil epoch second until which it can be given back; 0 for not at all
 * @param claimedBy who used a campaign's code first, empty while nobody did or where it does not matter
 */
public record Voucher(
        String key,
        State state,
        String source,
        String kind,
        long issuedAt,
        Paid paid,
        Booking booking,
        long from,
        long until,
        int usesMax,
        List<VoucherUse> uses,
        @Nullable Discount discount,
        String currency,
        Rules rules,
        long cancelUntil,
        String claimedBy) {
    private static final String PAGE = "v:";

    /** What became of a voucher. */
    public enum State {
        /** Its points are set aside until the house has decided. */
        RESERVED,
        /** It was issued. */
        ISSUED,
        /** The house said no; the points came back. */
        REFUSED,
        /** It was given back. */
        CANCELLED
    }

    /**
     * What a voucher cost.
     *
     * @param account where the points went once it was issued
     */
    public record Paid(String unit, List<LotPart> parts, String account) {
        public static final Paid NOTHING = new Paid("", List.of(), "");

        public long amount() {
            long sum = 0;
            for (LotPart part : parts) {
                sum += part.amount();
            }
            return sum;
        }
    }

    /**
     * What a voucher took of the house.
     *
     * @param house the house member, empty if nothing
     * @param quantity pieces or people
     * @param slot id of the booked slot, empty without one
     */
    public record Booking(String house, long quantity, String slot) {
        public static final Booking NONE = new Booking("", 0, "");
    }

    /**
     * How a voucher may be used.
     *
     * @param together whether others may be used on the same basket
     * @param restorable whether a cancelled order gives its use back
     * @param minimumSpend minor units
     */
    public record Rules(boolean together, boolean restorable, long minimumSpend) {}

    /** The name of the page of the voucher whose code has this hash. */
    public static String page(String hash) {
        return PAGE + hash;
    }

    public Voucher with(State next) {
        return new Voucher(
                key,
                next,
                source,
                kind,
                issuedAt,
                paid,
                booking,
                from,
                until,
                usesMax,
                uses,
                discount,
                currency,
                rules,
                cancelUntil,
                claimedBy);
    }

    /** This voucher with other uses. */
    public Voucher used(List<VoucherUse> all, String by) {
        return new Voucher(
                key,
                state,
                source,
                kind,
                issuedAt,
                paid,
                booking,
                from,
                until,
                usesMax,
                all,
                discount,
                currency,
                rules,
                cancelUntil,
                by);
    }

    /** With one use more. */
    public Voucher using(VoucherUse use, String by) {
        List<VoucherUse> all = new ArrayList<>(uses);
        all.add(use);
        return used(List.copyOf(all), by);
    }

    /** The use for an order; null if there is none. */
    public @Nullable VoucherUse use(String order) {
        for (VoucherUse use : uses) {
            if (use.order().equals(order)) {
                return use;
            }
        }
        return null;
    }

    public boolean giftCard() {
        return discount instanceof io.walaa.order.discount.GiftCard;
    }

    /** What is left on a gift card, minor units. */
    public long balance() {
        long left = discount instanceof io.walaa.order.discount.GiftCard card ? card.value() : 0;
        for (VoucherUse use : uses) {
            left -= use.off();
        }
        return left;
    }

    /** Whether it was used as often as it may be. */
    public boolean usedUp() {
        return giftCard() ? balance() == 0 : uses.size() >= usesMax;
    }

    public boolean expired(long now) {
        return until != Lot.NEVER && until <= now;
    }

    /** What it takes off the next basket; null if nothing. */
    public @Nullable Discount next() {
        return discount instanceof io.walaa.order.discount.GiftCard card
                ? new io.walaa.order.discount.GiftCard(balance(), card.currency())
                : discount;
    }

    /** As the owner and tills see it: {@code reserved, refused, cancelled, done, used, expired, waiting, usable}. */
    public String shown(long now) {
        if (state != State.ISSUED) {
            return state.name().toLowerCase(java.util.Locale.ROOT);
        }
        if (usedUp()) {
            return usesMax == 0 ? "done" : "used";
        }
        if (expired(now)) {
            return "expired";
        }
        return from > now ? "waiting" : "usable";
    }

    /** As its page keeps it. */
    public String text() {
        return VoucherText.write(this);
    }

    /** Reads its page. */
    public static Voucher read(String page) {
        return VoucherText.read(page);
    }

    /** What it gives, as a document would say it; null if nothing on a basket. */
    public @Nullable ObjectNode benefit() {
        return discount == null ? null : discount.json();
    }
}
