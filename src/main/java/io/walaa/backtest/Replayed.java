package io.walaa.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walaa.decision.Decision;
import io.walaa.decision.Effect;
import io.walaa.decision.Page;
import io.walaa.json.Json;
import io.walaa.order.OrderReference;
import io.walaa.order.OrderSnapshot;
import io.walaa.order.OrderText;
import io.walaa.order.Purchase;
import io.walaa.order.Tender;
import io.walaa.programme.Channel;
import io.walaa.programme.EventType;
import io.walaa.programme.RecordedEvent;
import io.walaa.programme.command.Command;
import io.walaa.programme.command.ConfirmOrder;
import io.walaa.programme.command.JoinChallenge;
import io.walaa.programme.command.RecordActivity;
import io.walaa.programme.command.ReturnOrder;
import io.walaa.programme.rehearsal.CarryOver;
import io.walaa.programme.rehearsal.Rehearsal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the command again that an entry was decided from. */
final class Replayed {
    private static final String ORDER = OrderSnapshot.page("");

    /** What comes by itself, and so comes by itself under the draft too; and what changes no points. */
    private static final Set<String> BY_ITSELF = Set.of("activate", "expire", "time-out", "hold", "release");

    private Replayed() {}

    /**
     * The command of an entry.
     *
     * @param event the type of the event, null if it was none
     * @param note the entry's erasable part as JSON text, null if it was erased
     * @param rehearsal what is known of the member under the draft
     * @return null for what comes by itself
     */
    static @Nullable Command of(
            Decision actual, @Nullable String event, Instant occurredAt, @Nullable String note, Rehearsal rehearsal) {
        if (BY_ITSELF.contains(actual.type()) || actual.type().endsWith("-due")) {
            return null;
        }
        Page order = order(actual);
        if (event != null && actual.type().equals("earn")) {
            return new RecordActivity(activity(event, occurredAt, note, order));
        }
        if (event != null && order != null && rehearsal.has(order.name())) {
            String id = order.name().substring(ORDER.length());
            return event.equals(EventType.CONFIRM)
                    ? new ConfirmOrder(id, occurredAt)
                    : new ReturnOrder(event, new OrderReference(id, returned(order)), occurredAt);
        }
        if (actual.type().equals("join")) {
            for (Effect effect : actual.effects()) {
                if (effect.values().get("challenge") instanceof String challenge) {
                    return new JoinChallenge(challenge);
                }
            }
        }
        return new CarryOver(actual.type(), actual.postings());
    }

    private static @Nullable Page order(Decision actual) {
        for (Page page : actual.pages()) {
            if (page.name().startsWith(ORDER)) {
                return page;
            }
        }
        return null;
    }

    private static RecordedEvent activity(
            String event, Instant occurredAt, @Nullable String note, @Nullable Page order) {
        JsonNode said = Json.read(note == null || note.isEmpty() ? "{}" : note);
        String channel = said.path("channel").asText("");
        JsonNode data =
                said.path("data").isTextual() ? Json.read(said.path("data").textValue()) : said.path("data");
        return new RecordedEvent(
                event,
                occurredAt,
                channel.isEmpty() ? null : Channel.valueOf(channel.toUpperCase(Locale.ROOT)),
                said.path("store").textValue(),
                order == null ? null : purchase(order),
                null,
                data instanceof ObjectNode free ? free : null);
    }

    /** What points paid earns nothing, like a gift card; which redemption paid is not looked up again. */
    private static Purchase purchase(Page page) {
        Purchase bought = OrderText.read(page.content()).purchase(page.name().substring(ORDER.length()));
        List<Tender> tenders = bought.tenders().stream()
                .map(tender -> tender.kind() == Tender.Kind.POINTS
                        ? new Tender(Tender.Kind.GIFT_CARD, tender.amount(), null)
                        : tender)
                .toList();
        return new Purchase(
                bought.orderId(),
                bought.currency(),
                bought.lines(),
                bought.tax(),
                bought.taxIncluded(),
                bought.shipping(),
                tenders,
                bought.net());
    }

    private static List<OrderReference.Part> returned(Page page) {
        OrderSnapshot after = OrderText.read(page.content());
        OrderSnapshot.Before before = after.before();
        List<OrderReference.Part> parts = new ArrayList<>();
        for (int i = 0; before != null && i < after.lines().size(); i++) {
            long more = after.returned()[i] - before.returned()[i];
            if (more > 0) {
                parts.add(new OrderReference.Part(after.lines().get(i).id(), more));
            }
        }
        return parts;
    }
}
