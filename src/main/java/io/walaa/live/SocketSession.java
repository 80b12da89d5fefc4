package io.walaa.live;

import io.netty.buffer.ByteBuf;
import io.walaa.live.socket.Frames;
import io.walaa.live.socket.SocketPipe;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A screen on a WebSocket: what comes in goes to its {@link SocketCommands}, messages go out. */
final class SocketSession extends Session {
    private static final int FRAME_BYTES_MAX = 16 << 10;
    private static final ByteBuf PING = Frames.text(Outgoing.PING);

    private final Line line = new Line();
    private final SocketCommands commands = new SocketCommands(this);
    private final KeepAlive keepAlive;
    private boolean ready;

    SocketSession(Hub hub, String address) {
        super(hub, address);
        keepAlive = new KeepAlive(this, hub.wheel().now());
    }

    /** The connection's handler. */
    Line line() {
        return line;
    }

    /** The bytes of this session. */
    final class Line extends SocketPipe {
        private Line() {
            super(hub().hand(), FRAME_BYTES_MAX);
        }

        @Override
        protected void opened() {
            enter();
        }

        @Override
        protected void heard() {
            keepAlive.heard(hub().wheel().now());
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
                        commands.take(one);
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

    /** Sends one message to this screen alone. */
    void say(byte[] json) {
        line.say(json);
    }

    /** Asks whether the client is there. */
    void ping() {
        line.pass(PING, PING);
    }

    /** Whether nothing is sent or taken any more. */
    boolean ended() {
        return line.ended();
    }

    /** Whether it said whose screen it is, and was answered. */
    boolean ready() {
        return ready;
    }

    /** It is answered next, and then told what comes. */
    void becomeReady() {
        ready = true;
    }

    /** Goes on with a token of a later end. */
    void renewed(Proof again) {
        prove(again);
        keepAlive.renewed();
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
        say(Outgoing.reset(subscription.name(), reason, subscription.position()));
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
        say(Outgoing.drain(afterMillis));
    }

    @Override
    int look(int now) {
        if (line.ended()) {
            return 0;
        }
        if (!ready) {
            // one that has greeted is answered, or sent away, by whom it waits for
            return commands.greeted() ? 1 : keepAlive.ungreeted(now);
        }
        renew(now);
        return keepAlive.look(
                now,
                proof().expiresAt().getEpochSecond()
                        - hub().node().clock().instant().getEpochSecond());
    }
}
