package io.walaa.live;

import io.vertx.core.Future;
import io.walaa.journal.LivePosition;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The channels that a client asked for, sorted by whether it may have them.
 *
 * @param granted with the member's own first, and where the client has each
 * @param refused by channel as the client wrote it, with the code why
 */
record Wishes(Map<ChannelName, LivePosition> granted, Map<String, String> refused) {
    /** Sorts them. */
    static Future<Wishes> of(ChannelAccess access, Proof proof, Map<String, LivePosition> asked) {
        Wishes wishes = new Wishes(new LinkedHashMap<>(), new LinkedHashMap<>());
        String own = ChannelName.MEMBER.text();
        wishes.granted.put(ChannelName.MEMBER, asked.getOrDefault(own, LivePosition.NONE));
        Future<Void> sorted = Future.succeededFuture();
        for (Map.Entry<String, LivePosition> one : asked.entrySet()) {
            ChannelName name = ChannelName.shared(one.getKey());
            if (name == null && !one.getKey().equals(own)) {
                wishes.refused.put(one.getKey(), "unknown-channel");
            } else if (name != null) {
                sorted = sorted.compose(before -> access.may(proof, name).map(may -> wishes.sort(name, one, may)));
            }
        }
        return sorted.map(wishes);
    }

    private @org.jspecify.annotations.Nullable Void sort(
            ChannelName name, Map.Entry<String, LivePosition> asked, boolean may) {
        if (may) {
            granted.put(name, asked.getValue());
        } else {
            refused.put(asked.getKey(), "forbidden");
        }
        return null;
    }
}
