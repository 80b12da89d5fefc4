package io.walaa.programme.command;

import io.walaa.order.OrderReference;
import io.walaa.programme.EventType;
import io.walaa.programme.RecordedEvent;
import io.walaa.programme.earning.Allowance;

/** What recording an event asks for. */
public final class EventCommand {
    private EventCommand() {}

    /** Where budgets of rules do not count. */
    public static Command of(RecordedEvent event) {
        return of(event, Allowance.UNLIMITED);
    }

    /** With what may be given of the budgets of rules. */
    public static Command of(RecordedEvent event, Allowance allowance) {
        OrderReference order = event.order();
        if (order == null) {
            return new RecordActivity(event, allowance);
        }
        return event.type().equals(EventType.CONFIRM)
                ? new ConfirmOrder(order.id(), event.occurredAt())
                : new ReturnOrder(event.type(), order, event.occurredAt());
    }
}
