package io.walaa.programme.offer;

import io.walaa.order.Rational;
import io.walaa.points.Lot;
import io.walaa.points.Unit;
import io.walaa.programme.course.Happening;
import io.walaa.programme.course.TakenBack;
import org.jspecify.annotations.Nullable;

/** What an offer gave for an order is kept with it, so that returning the order takes its part back. */
final class OfferReturns {
    static final String STAGE = "offers";
    private static final long FOR_EVER = -1;

    private OfferReturns() {}

    static void keep(Happening happening, String unit, long amount, Lot lot) {
        String before = happening.kept().get(STAGE);
        long expires = lot.expiresAt() == Lot.NEVER ? FOR_EVER : lot.expiresAt();
        String one = unit + " " + amount + " " + expires;
        happening.keep(STAGE, before == null ? one : before + ";" + one);
    }

    /** Takes back, in all, the part of what was given that is not kept any more, rounded up in the member's favour. */
    static void takeBack(Happening happening, TakenBack order) {
        String kept = order.kept(STAGE);
        if (kept == null) {
            return;
        }
        long all = order.order().keptBase(new long[order.then().length]);
        long before = order.order().keptBase(order.order().returned());
        long after = before - order.base();
        for (String one : kept.split(";")) {
            String[] word = one.split(" ");
            Unit unit = unit(happening, word[0]);
            long given = Long.parseLong(word[1]);
            long expires = Long.parseLong(word[2]);
            long back = stands(given, before, all) - stands(given, after, all);
            Lot lot = Lot.active(expires == FOR_EVER ? Lot.NEVER : expires);
            if (unit != null && back > 0) {
                happening.takeBack(unit, back, lot);
            }
        }
    }

    private static @Nullable Unit unit(Happening happening, String name) {
        return happening.programme().unit(name);
    }

    private static long stands(long given, long kept, long all) {
        return all == 0 ? given : Rational.floor(given, kept, all);
    }
}
