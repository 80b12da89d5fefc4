package io.walaa.programme.command;

import io.walaa.decision.Effect;
import io.walaa.decision.Moment;
import io.walaa.decision.Page;
import io.walaa.decision.Refusal;
import io.walaa.member.Decided;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.order.OrderReference;
import io.walaa.order.OrderSnapshot;
import io.walaa.order.OrderText;
import io.walaa.programme.Programme;
import io.walaa.programme.course.Happening;
import io.walaa.programme.course.TakenBack;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Takes goods of an earlier order back: points that are no longer due go, points that paid come back, in one entry.
 *
 * @param type {@code return}, or {@code cancel} for all that is left
 * @param order which order and what of it
 * @param occurredAt business time
 */
public record ReturnOrder(String type, OrderReference order, Instant occurredAt) implements Command {
    @Override
    public List<String> pages() {
        return List.of(OrderSnapshot.page(order.id()));
    }

    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        programme.policies().requireInTime(occurredAt, moment.now());
        String name = OrderSnapshot.page(order.id());
        OrderSnapshot snapshot = read(order.id(), pages);
        long[] then = snapshot.returning(order.lines());
        MemberChange change = new MemberChange(state, moment);
        OrderReturn taken =
                new OrderReturn(programme, change, snapshot, then).restore().takeBack();
        Happening happening = new Happening(programme, change, null);
        taken.effects().forEach(happening::tell);
        happening.tell(Effect.of("order.returned", "order", order.id(), "complete", snapshot.empty(then)));
        programme.course().takenBack(happening, new TakenBack(order.id(), snapshot, then));
        Lapses.started(programme, change);
        happening.write(new Page(name, OrderText.write(taken.after()), false));
        return happening.decided(type);
    }

    /**
     * The order of this id.
     *
     * @throws Refusal {@code unknown-order}
     */
    static OrderSnapshot read(String id, Map<String, String> pages) {
        String content = pages.get(OrderSnapshot.page(id));
        if (content == null) {
            throw Refusal.of("unknown-order", "order", id);
        }
        return OrderText.read(content);
    }
}
