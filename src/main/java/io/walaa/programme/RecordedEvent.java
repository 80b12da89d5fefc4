package io.walaa.programme;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walaa.order.OrderReference;
import io.walaa.order.Purchase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something a customer did, as a programme judges it.
 *
 * @param type see {@link EventType}
 * @param occurredAt business time: windows, activation and expiry count from it
 * @param channel where, null if not said
 * @param store which store, null if not said
 * @param purchase what was bought, only for a purchase
 * @param order which earlier order it is about, only for a return, a cancellation or a confirmation
 * @param data free-form fields, only of a custom event
 */
public record RecordedEvent(
        String type,
        Instant occurredAt,
        @Nullable Channel channel,
        @Nullable String store,
        @Nullable Purchase purchase,
        @Nullable OrderReference order,
        @Nullable ObjectNode data) {}
