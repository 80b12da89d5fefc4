package io.walaa.journal;

import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

/**
 * What a live stream answers to a screen that joins.
 *
 * @param position where the stream stands
 * @param missed {@link #RECOVERED} if {@code items} are all that the screen missed, else why they are not
 * @param locale the member's, empty if it has none or this is no member's stream
 * @param items what the screen missed, oldest first; empty unless recovered
 */
public record LiveRead(LivePosition position, String missed, String locale, List<Item> items) {
    /** All that was missed is here. */
    public static final String RECOVERED = "yes";

    /**
     * One message of a stream.
     *
     * @param commitId of the entry, empty in a shared channel
     * @param body the entry's body, or what was published
     */
    public record Item(long offset, String commitId, String body) {}

    /** Whether the screen now has everything. */
    public boolean recovered() {
        return missed.equals(RECOVERED);
    }

    static LiveRead member(Response reply) {
        return new LiveRead(
                position(reply), reply.get(3).toString(), reply.get(4).toString(), items(reply.get(5)));
    }

    static LiveRead shared(Response reply) {
        return new LiveRead(position(reply), reply.get(3).toString(), "", items(reply.get(4)));
    }

    static LivePosition position(Response reply) {
        return new LivePosition(reply.get(1).toString(), reply.get(2).toLong());
    }

    private static List<Item> items(Response entries) {
        List<Item> items = new ArrayList<>(entries.size());
        for (Response entry : entries) {
            String id = entry.get(0).toString();
            Response fields = entry.get(1);
            boolean member = fields.size() == 4;
            items.add(new Item(
                    Long.parseLong(id, 0, id.indexOf('-'), 10),
                    member ? fields.get(1).toString() : "",
                    fields.get(fields.size() - 1).toString()));
        }
        return items;
    }
}
