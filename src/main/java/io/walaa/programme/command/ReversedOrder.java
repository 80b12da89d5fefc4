package io.walaa.programme.command;

import io.walaa.decision.Decision;
import io.walaa.decision.Page;
import io.walaa.decision.Refusal;
import io.walaa.member.MemberChange;
import io.walaa.order.CapUse;
import io.walaa.order.OrderSnapshot;
import io.walaa.order.OrderText;
import io.walaa.order.OrderedAward;
import io.walaa.order.PaidPoints;
import io.walaa.order.SpentPoints;
import io.walaa.programme.Programme;
import io.walaa.programme.course.TakenBack;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The order that an entry wrote, when that entry is undone. */
final class ReversedOrder {
    private static final String FAMILY = OrderSnapshot.page("");

    private final Reverse reverse;
    private final String page;
    private final OrderSnapshot order;

    private ReversedOrder(Reverse reverse, String page, OrderSnapshot order) {
        this.reverse = reverse;
        this.page = page;
        this.order = order;
    }

    /** The name of the order's page that a decision wrote; null if it wrote none. */
    static @Nullable String page(Decision decision) {
        for (Page page : decision.pages()) {
            if (page.name().startsWith(FAMILY)) {
                return page.name();
            }
        }
        return null;
    }

    /** The order as it is now; null if the reversed entry wrote none. */
    static @Nullable ReversedOrder of(Reverse reverse, Map<String, String> pages) {
        String page = page(reverse.reversed());
        return page == null
                ? null
                : new ReversedOrder(
                        reverse, page, OrderText.read(Objects.requireNonNull(pages.get(page), "order of an entry")));
    }

    /** What that means for the order: all of it goes, or what its last return took comes back. */
    TakenBack takenBack() {
        OrderSnapshot.Before before = order.before();
        boolean purchase = reverse.reversed().type().equals("earn");
        long[] then = purchase || before == null ? order.returning(List.of()) : before.returned();
        return new TakenBack(page.substring(FAMILY.length()), order, then);
    }

    /** Takes back all that the order still gives; what paid for it is free to pay for another. */
    void undoPurchase(Programme programme, MemberChange change, List<Page> written) {
        OrderReturn all = new OrderReturn(programme, change, order, order.returning(List.of()));
        OrderSnapshot after = (reverse.lenient() ? all.takeBack() : all.takeBackStrictly()).after();
        written.add(new Page(page, OrderText.write(after), false));
        if (order.before() == null) {
            for (PaidPoints paid : order.paid()) {
                String free = new SpentPoints(paid, "").text();
                written.add(new Page(SpentPoints.page(paid.entry()), free, false));
            }
        }
    }

    /**
     * Puts the order back to how it was before a return.
     *
     * @throws Refusal {@code order-changed-since} if that was not its last change
     */
    void undoReturn(MemberChange change, List<Page> written) {
        OrderSnapshot.Before before = order.before();
        if (before == null || !before.entry().equals(reverse.entry().key())) {
            throw Refusal.of("order-changed-since", "order", page.substring(FAMILY.length()));
        }
        long[] now = order.due(order.returned());
        long[] then = order.due(before.returned());
        for (int i = 0; i < now.length; i++) {
            OrderedAward award = order.awards().get(i);
            for (CapUse cap : award.caps()) {
                String value = change.fact(cap.fact());
                if (then[i] > now[i] && cap.counts(value)) {
                    change.fact(cap.fact(), cap.raised(value, then[i] - now[i]));
                }
            }
        }
        written.add(new Page(page, OrderText.write(order.undone(before)), false));
    }
}
