package io.walaa.programme;

import com.fasterxml.jackson.databind.JsonNode;
import io.walaa.json.Input;
import io.walaa.order.OrderReference;
import io.walaa.order.Purchase;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that records one event. Source, type and id together are its key.
 *
 * @param id the caller's id of the event, at most 255 characters
 * @param source who tells, such as a till
 * @param member whom it is about
 * @param event what happened
 */
public record EventBody(String id, String source, MemberReference member, RecordedEvent event) {
    /**
     * Reads a body.
     *
     * @throws io.walaa.json.InvalidInput with everything that is wrong with it
     */
    public static EventBody from(JsonNode body) {
        return Input.read(body, EventBody::read);
    }

    private static EventBody read(Input in) {
        String id = in.field("id").text(255);
        String source = in.field("source").text(128);
        MemberReference member = MemberReference.read(in.field("member"));
        return new EventBody(id, source, member, event(in));
    }

    /** Reads what happened, without who tells and whom it is about. */
    public static RecordedEvent event(Input in) {
        String type = EventType.readRecorded(in.field("type"));
        var occurredAt = in.field("occurredAt").instant();
        Channel channel = in.optional("channel", Channel::read);
        String store = in.optional("store", value -> value.text(64));
        @Nullable
        Purchase purchase = type.equals(EventType.PURCHASE) ? in.field("order").object(Purchase::read) : null;
        @Nullable
        OrderReference order = EventType.followsOrder(type)
                ? in.field("order")
                        .object(type.equals(EventType.RETURN) ? OrderReference::readWithLines : OrderReference::read)
                : null;
        var data = type.startsWith(EventType.CUSTOM) ? in.optional("data", value -> value.free()) : null;
        if (type.isEmpty()) {
            in.takeAll();
        }
        return new RecordedEvent(type, occurredAt, channel, store, purchase, order, data);
    }
}
