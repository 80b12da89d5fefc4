package io.walaa.programme.command;

import io.walaa.order.OrderReference;
import io.walaa.order.Orders;
import io.walaa.programme.Channel;
import io.walaa.programme.RecordedEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Commands by intent, at the instant of a book. */
public final class Commands {
    private Commands() {}

    public static RecordActivity purchase(MemberBook book, Orders order) {
        return new RecordActivity(
                new RecordedEvent("purchase", book.now(), Channel.STORE, null, order.purchase(), null, null));
    }

    public static RecordActivity event(MemberBook book, String type) {
        return new RecordActivity(new RecordedEvent(type, book.now(), Channel.STORE, null, null, null, null));
    }

    public static RecordActivity event(String type, Instant occurredAt) {
        return new RecordActivity(new RecordedEvent(type, occurredAt, Channel.STORE, null, null, null, null));
    }

    /** @param lines id and quantity in turn; none for everything */
    public static ReturnOrder returned(MemberBook book, String order, String... lines) {
        List<OrderReference.Part> parts = new ArrayList<>();
        for (int i = 0; i < lines.length; i += 2) {
            parts.add(new OrderReference.Part(
                    lines[i], new BigDecimal(lines[i + 1]).movePointRight(3).longValueExact()));
        }
        return new ReturnOrder("return", new OrderReference(order, parts), book.now());
    }

    public static ReturnOrder cancelled(MemberBook book, String order) {
        return new ReturnOrder("cancel", new OrderReference(order, List.of()), book.now());
    }

    public static ConfirmOrder confirmed(MemberBook book, String order) {
        return new ConfirmOrder(order, book.now());
    }

    public static Reverse reversed(MemberBook.Entry entry) {
        return new Reverse(entry.id(), entry.decision(), false);
    }
}
