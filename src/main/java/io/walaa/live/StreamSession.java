package io.walaa.live;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.walaa.journal.LivePosition;
import io.walaa.journal.LiveRead;
import io.walaa.live.socket.Frames;
import io.walaa.live.socket.Pipe;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A screen on server-sent events (HTML standard, section 9.2): nothing comes in, one cursor covers all its channels.
 */
final class StreamSession extends Session {
    private static final ByteBuf BEAT = Frames.shared(":\n\n".getBytes(StandardCharsets.UTF_8));
    private static final long RETRY_MILLIS_MAX = 3_000;
    private static final int JITTER_SECONDS_MAX = 30;

    private final Line line = new Line();
    private final List<ChannelName> channels;
    private final @Nullable String cursor;
    private final long endsAt;
    private int saidAt;

    /**
     * @param channels beside the member's own
     * @param cursor where the client has them; null for one that is new
     */
    StreamSession(Hub hub, String address, Proof proof, List<ChannelName> channels, @Nullable String cursor) {
        super(hub, address);
        this.channels = List.copyOf(channels);
        this.cursor = cursor;
        prove(proof);
        long now = hub.node().clock().instant().getEpochSecond();
        long left = Math.max(0, proof.expiresAt().getEpochSecond() - now);
        // Those who got their tokens together shall not come back together.
        long jitter = ThreadLocalRandom.current().nextLong(1 + Math.min(JITTER_SECONDS_MAX, left / 10));
        endsAt = now + left - jitter;
    }

    /** The connection's handler. */
    Line line() {
        return line;
    }

    /** The bytes of this session. */
    final class Line extends Pipe {
        private Line() {
            super(hub().hand());
        }

        @Override
        protected void opened() {
            enter();
            if (!ended()) {
                start();
            }
        }

        @Override
        protected void received(ByteBuf bytes) {
            // A client of a stream has nothing more to say.
        }

        @Override
        protected void overflowed() {
            StreamSession.this.end(CloseCode.SLOW);
        }

        @Override
        protected void closed() {
            gone();
        }

        private void say(byte[] bytes, @Nullable Object replaces) {
            saidAt = hub().wheel().now();
            send(Unpooled.wrappedBuffer(bytes), replaces);
        }

        private void beat() {
            send(BEAT, BEAT);
        }

        private void shut() {
            finish(Unpooled.EMPTY_BUFFER);
            hangUp();
        }
    }

    private void start() {
        Displace.oldest(hub(), proof());
        StreamCursor at = StreamCursor.read(cursor);
        Map<ChannelName, LivePosition> asked = new LinkedHashMap<>();
        asked.put(ChannelName.MEMBER, cursor == null ? LivePosition.NONE : at.of(ChannelName.MEMBER));
        channels.forEach(name -> asked.put(name, cursor == null ? LivePosition.NONE : at.of(name)));
        join(asked)
                .onSuccess(reads -> ready(new ArrayList<>(asked.keySet()), reads))
                .onFailure(failure -> {
                    say("error", Outgoing.error(null, "unavailable", true), false, null);
                    end(Refused.close(failure));
                });
    }

    private void ready(List<ChannelName> names, List<LiveRead> reads) {
        if (line.ended()) {
            return;
        }
        byte[] ready = Outgoing.ready(null, proof(), names, reads, Map.of(), this);
        say("ready", ready, true, null);
        for (int i = 0; i < names.size(); i++) {
            Subscription subscription = find(names.get(i).text());
            if (cursor != null && subscription != null && !reads.get(i).recovered()) {
                reset(subscription, reads.get(i).missed());
            }
        }
        begin(names);
    }

    /** Sends one message; the last of those that belong together carries the cursor. */
    private void say(String event, byte[] json, boolean last, @Nullable Object replaces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(json.length + 160);
        String head = "event: " + event + (last ? "\nid: " + StreamCursor.of(this) : "") + "\ndata: ";
        out.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(json);
        out.write('\n');
        out.write('\n');
        line.say(out.toByteArray(), replaces);
    }

    @Override
    void show(Subscription subscription, Publication publication) {
        Publication.Text text = publication.in(locale());
        List<byte[]> events = text.events();
        for (int i = 0; i < events.size(); i++) {
            boolean last = i == events.size() - 1;
            byte[] pub = Outgoing.pub(subscription.name().text(), last ? publication.offset() : -1, events.get(i));
            say("pub", pub, last, text.replaces());
        }
        if (!events.isEmpty()) {
            hub().node().metrics().delivered.increment();
        }
    }

    @Override
    void reset(Subscription subscription, String reason) {
        hub().node().metrics().resets.increment();
        say("reset", Outgoing.reset(subscription.name(), reason, subscription.position()), true, null);
    }

    @Override
    void end(CloseCode code) {
        if (!line.ended()) {
            hub().node().metrics().closed(code);
            line.shut();
        }
    }

    @Override
    void drain(long afterMillis) {
        long retry = ThreadLocalRandom.current().nextLong(RETRY_MILLIS_MAX);
        line.say(("retry: " + retry + "\n\n").getBytes(StandardCharsets.US_ASCII), null);
        say("drain", Outgoing.drain(afterMillis), false, null);
    }

    @Override
    int look(int now) {
        if (line.ended()) {
            return 0;
        }
        renew(now);
        long left = endsAt - hub().node().clock().instant().getEpochSecond();
        if (left <= 0) {
            end(CloseCode.EXPIRED);
            return 0;
        }
        if (now - saidAt >= PING_SECONDS) {
            saidAt = now;
            line.beat();
        }
        return (int) Math.max(1, Math.min(left, PING_SECONDS - (now - saidAt)));
    }
}
