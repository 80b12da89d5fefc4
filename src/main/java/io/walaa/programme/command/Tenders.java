package io.walaa.programme.command;

import io.walaa.decision.EntryId;
import io.walaa.decision.Moment;
import io.walaa.decision.Page;
import io.walaa.decision.Refusal;
import io.walaa.order.PaidPoints;
import io.walaa.order.Purchase;
import io.walaa.order.SpentPoints;
import io.walaa.order.Tender;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ties an order's points tenders to the redemptions or captures that paid. */
final class Tenders {
    private Tenders() {}

    /** The pages of what the points tenders name. */
    static List<String> pages(Purchase purchase) {
        List<String> pages = new ArrayList<>(0);
        for (Tender tender : purchase.tenders()) {
            EntryId entry = entry(tender);
            if (entry != null) {
                pages.add(SpentPoints.page(entry.key()));
            }
        }
        return pages;
    }

    /**
     * What the points tenders name; from now on it pays for this order.
     *
     * @param written takes the pages that say so
     * @throws Refusal {@code unknown-tender-entry}, {@code tender-entry-used}
     */
    static List<PaidPoints> claim(Purchase purchase, Moment moment, Map<String, String> pages, List<Page> written) {
        List<PaidPoints> paid = new ArrayList<>(0);
        for (Tender tender : purchase.tenders()) {
            if (tender.entry() != null) {
                paid.add(claim(tender, purchase, moment, pages, written));
            }
        }
        return paid;
    }

    private static PaidPoints claim(
            Tender tender, Purchase purchase, Moment moment, Map<String, String> pages, List<Page> written) {
        EntryId entry = entry(tender);
        String content = entry == null || !entry.member().equals(moment.entry().member())
                ? null
                : pages.get(SpentPoints.page(entry.key()));
        if (entry == null || content == null) {
            throw Refusal.of("unknown-tender-entry", "entry", String.valueOf(tender.entry()));
        }
        String name = SpentPoints.page(entry.key());
        SpentPoints spent = SpentPoints.read(entry.key(), content);
        if (spent.points().parts().isEmpty()) {
            throw Refusal.of("unknown-tender-entry", "entry", String.valueOf(tender.entry()));
        }
        boolean twice = written.stream().anyMatch(page -> page.name().equals(name));
        if (twice || !spent.order().isEmpty()) {
            throw Refusal.of("tender-entry-used", "entry", String.valueOf(tender.entry()), "order", spent.order());
        }
        written.add(new Page(name, spent.payingFor(purchase.orderId()).text(), false));
        return spent.points();
    }

    private static @Nullable EntryId entry(Tender tender) {
        if (tender.entry() == null) {
            return null;
        }
        try {
            return EntryId.parse("txn", tender.entry());
        } catch (IllegalArgumentException none) {
            return null;
        }
    }
}
