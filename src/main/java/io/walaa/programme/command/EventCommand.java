package io.walaa.programme.command;

import io.walaa.order.OrderReference;
import io.walaa.programme.EventType;
import io.walaa.programme.RecordedEvent;

/** What recording an event asks for. */
public final class EventCommand {
    private EventCommand() {}

    public static Command of(RecordedEvent event) {
        OrderReference order = event.order();
        if (order == null) {
            return new RecordActivity(event);
        }
        return event.type().equals(EventType.CONFIRM)
                ? new ConfirmOrder(order.id(), event.occurredAt())
                : new ReturnOrder(event.type(), order, event.occurredAt());
    }
}
