package io.walaa.live;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.walaa.access.Denied;
import io.walaa.journal.LivePosition;
import io.walaa.journal.LiveRead;
import io.walaa.live.Incoming.Malformed;
import io.walaa.live.socket.Frames;
import io.walaa.live.socket.SocketPipe;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A screen on a WebSocket: commands in, answers and messages out. */
final class SocketSession extends Session {
    private static final int FRAME_BYTES_MAX = 16 << 10;
    private static final int COMMANDS_PER_SECOND = 30;
    private static final int HELLO_SECONDS = 10;
    private static final int PONG_SECONDS = 10;
    private static final int EXPIRING_SECONDS = 60;
    private static final ByteBuf PING = Frames.text(Outgoing.PING);

    private final Line line = new Line();
    private final int greetBy;
    private int heardAt;
    private int pingedAt = -1;
    private int countedAt;
    private int commands;
    private boolean greeting;
    private boolean ready;
    private boolean warned;

    SocketSession(Hub hub, String address) {
        super(hub, address);
        heardAt = hub.wheel().now();
        greetBy = heardAt + HELLO_SECONDS;
    }

    /** The connection's handler. */
    Line line() {
        return line;
    }

    /** The bytes of this session. */
    final class Line extends SocketPipe {
        private Line() {
            super(FRAME_BYTES_MAX);
        }

        @Override
        protected void opened() {
            enter();
        }

        @Override
        protected void heard() {
            heardAt = hub().wheel().now();
            pingedAt = -1;
        }

        @Override
        public void text(byte[] utf8) {
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(utf8))
                        .toString();
                for (String one : text.split("\n")) {
                    if (!ended()) {
                        command(one);
                    }
                }
            } catch (CharacterCodingException broken) {
                end(CloseCode.BAD_FRAME);
            }
        }

        @Override
        public void broken(String why) {
            end(CloseCode.BAD_FRAME);
        }

        @Override
        protected void overflowed() {
            end(CloseCode.SLOW);
        }

        @Override
        protected void closed() {
            gone();
        }

        private void say(byte[] json) {
            send(Frames.text(json));
        }

        private void pass(ByteBuf frame, @Nullable Object replaces) {
            send(frame, replaces);
        }

        private void shut(CloseCode code) {
            close(code.number(), code.reason());
        }
    }

    private void command(String text) {
        int now = hub().wheel().now();
        if (now != countedAt) {
            countedAt = now;
            commands = 0;
        }
        if (++commands > COMMANDS_PER_SECOND) {
            end(CloseCode.TOO_FAST);
            return;
        }
        try {
            take(Incoming.read(text));
        } catch (Malformed malformed) {
            end(CloseCode.BAD_FRAME);
        }
    }

    private void take(Incoming command) throws Malformed {
        if (!ready && !command.t().equals("hello")) {
            throw new Malformed("hello comes first");
        }
        switch (command.t()) {
            case "hello" -> hello(command);
            case "sub" -> subscribe(command);
            case "unsub" -> unsubscribe(command);
            case "auth" -> authenticate(command);
            case "ping" -> line.say(Outgoing.object(json -> json.writeStringField("t", "pong")));
            case "pong" -> {
                // that something came in was noted already
            }
            default -> throw new Malformed("unknown t");
        }
    }

    private void hello(Incoming command) throws Malformed {
        if (greeting) {
            throw new Malformed("a second hello");
        }
        greeting = true;
        Map<String, LivePosition> asked = command.subs();
        if (asked.size() > CHANNELS_MAX) {
            line.say(Outgoing.error(command.id(), "too-many-channels", false));
            end(CloseCode.BAD_FRAME);
            return;
        }
        hub().here(hub().node().proofs().read(command.text("token"), command.text("ticket")))
                .onSuccess(whose -> greeted(command.id(), whose, asked))
                .onFailure(failure -> end(failure instanceof Denied ? denied(failure) : CloseCode.UNAVAILABLE));
    }

    private static CloseCode denied(Throwable failure) {
        return ((Denied) failure).reason() == Denied.Reason.TOKEN_EXPIRED ? CloseCode.EXPIRED : CloseCode.BAD_TOKEN;
    }

    private void greeted(@Nullable Long id, Proof whose, Map<String, LivePosition> asked) {
        if (line.ended()) {
            return;
        }
        prove(whose);
        Displace.oldest(hub(), whose);
        Wishes.of(hub().node().access(), whose, asked)
                .compose(wishes -> hub().here(Future.succeededFuture(wishes)))
                .compose(wishes -> line.ended()
                        ? Future.<Void>succeededFuture()
                        : join(wishes.granted()).map(reads -> readied(id, wishes, reads)))
                .onFailure(failure -> hub().loop().execute(() -> end(Refused.close(failure))));
    }

    private @Nullable Void readied(@Nullable Long id, Wishes wishes, List<LiveRead> reads) {
        if (!line.ended()) {
            ready = true;
            List<ChannelName> channels = new ArrayList<>(wishes.granted().keySet());
            line.say(Outgoing.ready(id, proof(), channels, reads, wishes.refused(), this));
            begin(channels);
        }
        return null;
    }

    private void subscribe(Incoming command) throws Malformed {
        String text = command.text("ch");
        LivePosition from = command.from();
        ChannelName name = text == null ? null : ChannelName.shared(text);
        if (name == null) {
            line.say(Outgoing.error(command.id(), "unknown-channel", false));
        } else if (find(name.text()) != null) {
            line.say(Outgoing.error(command.id(), "already-subscribed", false));
        } else if (subscriptions().size() >= CHANNELS_MAX) {
            line.say(Outgoing.error(command.id(), "too-many-channels", false));
        } else {
            hub().here(hub().node().access().may(proof(), name))
                    .onSuccess(may -> subscribe(command.id(), name, from, may))
                    .onFailure(failure -> line.say(Outgoing.error(command.id(), "unavailable", true)));
        }
    }

    private void subscribe(@Nullable Long id, ChannelName name, LivePosition from, boolean may) {
        if (!may) {
            line.say(Outgoing.error(id, "forbidden", false));
        } else if (!line.ended() && find(name.text()) == null) {
            join(Map.of(name, from))
                    .onSuccess(reads -> subscribed(id, name, reads.get(0)))
                    .onFailure(failure -> {
                        Subscription failed = find(name.text());
                        if (failed != null) {
                            leave(failed);
                        }
                        line.say(Outgoing.error(id, "unavailable", true));
                    });
        }
    }

    private void subscribed(@Nullable Long id, ChannelName name, LiveRead read) {
        if (find(name.text()) == null) {
            return;
        }
        line.say(Outgoing.object(json -> {
            if (id != null) {
                json.writeNumberField("id", id);
            }
            json.writeStringField("t", "sub");
            json.writeStringField("ch", name.text());
            Outgoing.joined(json, name, read, missed(name, read));
        }));
        begin(List.of(name));
    }

    private void unsubscribe(Incoming command) throws Malformed {
        String text = command.text("ch");
        Subscription found = text == null || text.equals(ChannelName.MEMBER.text()) ? null : find(text);
        if (found == null) {
            line.say(Outgoing.error(command.id(), "not-subscribed", false));
            return;
        }
        leave(found);
        line.say(Outgoing.object(json -> {
            if (command.id() != null) {
                json.writeNumberField("id", command.id());
            }
            json.writeStringField("t", "unsub");
            json.writeStringField("ch", found.name().text());
        }));
    }

    private void authenticate(Incoming command) throws Malformed {
        hub().here(hub().node().proofs().read(command.text("token"), command.text("ticket")))
                .onSuccess(again -> {
                    if (!again.same(proof())) {
                        end(CloseCode.FORBIDDEN);
                        return;
                    }
                    prove(again);
                    warned = false;
                    line.say(Outgoing.object(json -> {
                        if (command.id() != null) {
                            json.writeNumberField("id", command.id());
                        }
                        json.writeStringField("t", "auth");
                        json.writeNumberField("exp", again.expiresAt().getEpochSecond());
                    }));
                })
                .onFailure(failure -> line.say(
                        failure instanceof Denied denied
                                ? Outgoing.error(command.id(), denied.reason().code(), false)
                                : Outgoing.error(command.id(), "unavailable", true)));
    }

    @Override
    void show(Subscription subscription, Publication publication) {
        Publication.Text text = publication.in(locale());
        ByteBuf frame = text.frame();
        if (frame != null) {
            line.pass(frame, text.replaces());
            hub().node().metrics().delivered.increment();
        }
    }

    @Override
    void reset(Subscription subscription, String reason) {
        hub().node().metrics().resets.increment();
        line.say(Outgoing.reset(subscription.name(), reason, subscription.position()));
    }

    @Override
    void end(CloseCode code) {
        if (!line.ended()) {
            hub().node().metrics().closed(code);
            line.shut(code);
        }
    }

    @Override
    void drain(long afterMillis) {
        line.say(Outgoing.drain(afterMillis));
    }

    @Override
    int look(int now) {
        if (line.ended()) {
            return 0;
        }
        if (!ready) {
            if (now >= greetBy) {
                end(CloseCode.BAD_FRAME);
                return 0;
            }
            return greetBy - now;
        }
        renew(now);
        long left = proof().expiresAt().getEpochSecond()
                - hub().node().clock().instant().getEpochSecond();
        if (left <= 0) {
            end(CloseCode.EXPIRED);
            return 0;
        }
        if (left <= EXPIRING_SECONDS && !warned) {
            warned = true;
            line.say(Outgoing.object(json -> {
                json.writeStringField("t", "expiring");
                json.writeNumberField("in", left);
            }));
        }
        int untilExpiry = (int) Math.min(PING_SECONDS, warned ? left : left - EXPIRING_SECONDS);
        return Math.max(1, Math.min(heartbeat(now), untilExpiry));
    }

    /** Asks a quiet client whether it is there; in how many seconds to look again. */
    private int heartbeat(int now) {
        if (pingedAt >= 0) {
            if (now - pingedAt >= PONG_SECONDS) {
                end(CloseCode.NO_PONG);
                return 0;
            }
            return PONG_SECONDS - (now - pingedAt);
        }
        int quiet = now - heardAt;
        if (quiet >= PING_SECONDS) {
            pingedAt = now;
            line.pass(PING, PING);
            return PONG_SECONDS;
        }
        return PING_SECONDS - quiet;
    }
}
