package io.walaa.journal;

import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the parts that several scripts answer. */
public final class Replies {
    private Replies() {}

    /** A flat list of field and value. */
    public static Map<String, String> hash(Response flat) {
        Map<String, String> fields = new HashMap<>(flat.size());
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            fields.put(flat.get(i).toString(), flat.get(i + 1).toString());
        }
        return fields;
    }

    /** Entries of a stream as XRANGE gives them. */
    public static List<JournalEntry> entries(int partition, Response range) {
        List<JournalEntry> entries = new ArrayList<>(range.size());
        for (Response item : range) {
            String id = item.get(0).toString();
            long seq = Long.parseLong(id, 0, id.indexOf('-'), 10);
            Response field = item.get(1);
            entries.add(new JournalEntry(
                    new Position(partition, seq),
                    field.get(5).toString(),
                    field.get(7).toString(),
                    field.get(1).toString(),
                    field.get(3).toString()));
        }
        return entries;
    }
}
