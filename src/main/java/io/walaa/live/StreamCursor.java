package io.walaa.live;

import io.walaa.journal.LivePosition;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a stream has each of its channels, as one text that the client only hands back. It grants nothing: whoever
 * shows it is asked for proof all the same. Channels are named by their hash, so that 16 of them fit into 512 bytes;
 * one that is taken for another has another epoch.
 */
final class StreamCursor {
    private static final int LENGTH_MAX = 512;
    private static final LivePosition UNKNOWN = new LivePosition("?", 0);

    private final Map<String, LivePosition> positions;

    private StreamCursor(Map<String, LivePosition> positions) {
        this.positions = positions;
    }

    /** Reads a cursor; whatever is none stands for positions that nobody knows any more. */
    static StreamCursor read(@Nullable String text) {
        Map<String, LivePosition> positions = new HashMap<>();
        if (text == null || text.length() > LENGTH_MAX) {
            return new StreamCursor(positions);
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
            for (String one : plain.split(",")) {
                String[] part = one.split(" ");
                positions.put(part[0], new LivePosition(part[1], Long.parseLong(part[2])));
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException unknown) {
            positions.clear();
        }
        return new StreamCursor(positions);
    }

    /** Where a client that has a cursor is in this channel. */
    LivePosition of(ChannelName channel) {
        return positions.getOrDefault(name(channel), UNKNOWN);
    }

    /** The cursor of a session now. */
    static String of(Session session) {
        StringBuilder plain = new StringBuilder(64);
        for (Subscription one : session.subscriptions()) {
            LivePosition at = one.position();
            plain.append(plain.isEmpty() ? "" : ",").append(name(one.name())).append(' ');
            plain.append(at.epoch()).append(' ').append(at.offset());
        }
        byte[] bytes = plain.toString().getBytes(StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String name(ChannelName channel) {
        return Integer.toString(channel.text().hashCode() & 0x7fffffff, 36);
    }
}
