package io.walaa.live;

import io.netty.buffer.ByteBuf;
import io.walaa.live.event.LiveEvent;
import io.walaa.live.socket.Frames;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One message of a channel on its way to every session of this node that shows it. It is written as JSON once for each
 * locale, whoever comes first; all sessions share the bytes.
 */
final class Publication {
    /** Makes the events for a locale. */
    interface Source {
        List<LiveEvent> in(String locale);
    }

    /**
     * The message in one locale.
     *
     * @param events the JSON of each event; empty if a screen shows nothing of it
     * @param frame all of them as they go over a WebSocket; null if there are none
     */
    record Text(
            List<byte[]> events,
            @Nullable ByteBuf frame,
            @Nullable Object replaces) {}

    private final ChannelName channel;
    private final String epoch;
    private final long offset;
    private final boolean many;
    private final Source source;
    private final ConcurrentHashMap<String, Text> texts = new ConcurrentHashMap<>(2);

    /** @param many whether very many screens show it */
    Publication(ChannelName channel, String epoch, long offset, boolean many, Source source) {
        this.channel = channel;
        this.epoch = epoch;
        this.offset = offset;
        this.many = many;
        this.source = source;
    }

    ChannelName channel() {
        return channel;
    }

    String epoch() {
        return epoch;
    }

    long offset() {
        return offset;
    }

    Text in(String locale) {
        Text known = texts.get(locale);
        return known == null ? texts.computeIfAbsent(locale, this::write) : known;
    }

    private Text write(String locale) {
        List<LiveEvent> events = source.in(locale);
        if (events.isEmpty()) {
            return new Text(List.of(), null, null);
        }
        List<byte[]> written = events.stream().map(Outgoing::event).toList();
        byte[] all = Outgoing.publication(channel.text(), offset, written);
        ByteBuf frame = many ? Frames.textForMany(all) : Frames.text(all);
        return new Text(written, frame, replaces(events));
    }

    /** What a newer message makes needless while it still waits for a slow reader. */
    private @Nullable Object replaces(List<LiveEvent> events) {
        if (channel.latest()) {
            return channel;
        }
        LiveEvent only = events.get(0);
        return events.size() == 1 && only.type().endsWith(".progress")
                ? only.type() + " " + only.data().getOrDefault("id", "")
                : null;
    }
}
