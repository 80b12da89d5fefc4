package io.walaa.order;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.walaa.json.Json;
import io.walaa.points.Lot;
import io.walaa.points.LotPart;
import java.util.ArrayList;
import java.util.List;

/**
 * Which lots a redemption or a capture took its points from, kept as a page of the member: an order that names it as a
 * tender gives them back there when it is returned. An entry pays for one order.
 *
 * @param points what was spent, from where; without parts once that was reversed
 * @param order the order that it paid for, empty while it is free
 */
public record SpentPoints(PaidPoints points, String order) {
    private static final long FOR_EVER = -1;

    /** The name of the page of the entry with this key. */
    public static String page(String entryKey) {
        return "spent:" + entryKey;
    }

    /** As JSON text: unit, order, then expiry and amount in turn. */
    public String text() {
        ArrayNode json = JsonNodeFactory.instance.arrayNode().add(points.unit()).add(order);
        for (LotPart part : points.parts()) {
            json.add(part.lot().expiresAt() == Lot.NEVER ? FOR_EVER : part.lot().expiresAt());
            json.add(part.amount());
        }
        return json.toString();
    }

    /** Reads the page of the entry with this key. */
    public static SpentPoints read(String entryKey, String content) {
        JsonNode json = Json.read(content);
        List<LotPart> parts = new ArrayList<>();
        for (int i = 2; i < json.size(); i += 2) {
            long expires = json.get(i).longValue();
            parts.add(new LotPart(
                    Lot.active(expires == FOR_EVER ? Lot.NEVER : expires),
                    json.get(i + 1).longValue()));
        }
        return new SpentPoints(
                new PaidPoints(entryKey, json.get(0).textValue(), parts),
                json.get(1).textValue());
    }

    /** These points once the entry that spent them was reversed: they can pay for nothing any more. */
    public SpentPoints reversed() {
        return new SpentPoints(new PaidPoints(points.entry(), points.unit(), List.of()), order);
    }

    /** These points once they paid for {@code id}; empty frees them. */
    public SpentPoints payingFor(String id) {
        return new SpentPoints(points, id);
    }
}
