package io.walaa.live;

import io.vertx.core.Future;
import io.walaa.access.Denied;
import io.walaa.journal.LivePosition;
import io.walaa.journal.LiveRead;
import io.walaa.live.Incoming.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the client of a WebSocket asks for, and the answers. Lives on the connection's event loop. */
final class SocketCommands {
    private static final int COMMANDS_PER_SECOND = 30;

    private final SocketSession session;
    private int countedAt;
    private int commands;
    private boolean greeting;

    SocketCommands(SocketSession session) {
        this.session = session;
    }

    /** Whether the client has said hello, answered or not. */
    boolean greeted() {
        return greeting;
    }

    /** Takes one line of a frame. */
    void take(String text) {
        int now = session.hub().wheel().now();
        if (now != countedAt) {
            countedAt = now;
            commands = 0;
        }
        if (++commands > COMMANDS_PER_SECOND) {
            session.end(CloseCode.TOO_FAST);
            return;
        }
        try {
            take(Incoming.read(text));
        } catch (Malformed malformed) {
            session.end(CloseCode.BAD_FRAME);
        }
    }

    private void take(Incoming command) throws Malformed {
        if (!session.ready() && !command.t().equals("hello")) {
            throw new Malformed("hello comes first");
        }
        switch (command.t()) {
            case "hello" -> hello(command);
            case "sub" -> subscribe(command);
            case "unsub" -> unsubscribe(command);
            case "auth" -> authenticate(command);
            case "ping" -> session.say(Outgoing.object(json -> json.writeStringField("t", "pong")));
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
        if (asked.size() > Session.CHANNELS_MAX) {
            session.say(Outgoing.error(command.id(), "too-many-channels", false));
            session.end(CloseCode.BAD_FRAME);
            return;
        }
        session.hub()
                .here(session.hub().node().proofs().read(command.text("token"), command.text("ticket")))
                .onSuccess(whose -> greeted(command.id(), whose, asked))
                .onFailure(failure -> session.end(failure instanceof Denied ? denied(failure) : CloseCode.UNAVAILABLE));
    }

    private static CloseCode denied(Throwable failure) {
        return ((Denied) failure).reason() == Denied.Reason.TOKEN_EXPIRED ? CloseCode.EXPIRED : CloseCode.BAD_TOKEN;
    }

    private void greeted(@Nullable Long id, Proof whose, Map<String, LivePosition> asked) {
        if (session.ended()) {
            return;
        }
        session.prove(whose);
        Displace.oldest(session.hub(), whose);
        Patience.of(
                        session,
                        session::ended,
                        Patience.GREETING_TRIES,
                        () -> session.hub().here(Wishes.of(session.hub().node().access(), whose, asked)))
                .compose(wishes -> session.ended()
                        ? Future.<Void>succeededFuture()
                        : session.join(wishes.granted()).map(reads -> readied(id, wishes, reads)))
                .onFailure(failure -> session.end(Refused.close(failure)));
    }

    private @Nullable Void readied(@Nullable Long id, Wishes wishes, List<LiveRead> reads) {
        if (!session.ended()) {
            session.becomeReady();
            List<ChannelName> channels = new ArrayList<>(wishes.granted().keySet());
            session.say(Outgoing.ready(id, session.proof(), channels, reads, wishes.refused(), session));
            session.begin(channels);
        }
        return null;
    }

    private void subscribe(Incoming command) throws Malformed {
        String text = command.text("ch");
        LivePosition from = command.from();
        ChannelName name = text == null ? null : ChannelName.shared(text);
        if (name == null) {
            session.say(Outgoing.error(command.id(), "unknown-channel", false));
        } else if (session.find(name.text()) != null) {
            session.say(Outgoing.error(command.id(), "already-subscribed", false));
        } else if (session.subscriptions().size() >= Session.CHANNELS_MAX) {
            session.say(Outgoing.error(command.id(), "too-many-channels", false));
        } else {
            Patience.of(
                            session,
                            session::ended,
                            Patience.GREETING_TRIES,
                            () -> session.hub()
                                    .here(session.hub().node().access().may(session.proof(), name)))
                    .onSuccess(may -> subscribe(command.id(), name, from, may))
                    .onFailure(failure -> session.say(Outgoing.error(command.id(), "unavailable", true)));
        }
    }

    private void subscribe(@Nullable Long id, ChannelName name, LivePosition from, boolean may) {
        if (!may) {
            session.say(Outgoing.error(id, "forbidden", false));
        } else if (!session.ended() && session.find(name.text()) == null) {
            session.join(Map.of(name, from))
                    .onSuccess(reads -> subscribed(id, name, reads.get(0)))
                    .onFailure(failure -> {
                        Subscription failed = session.find(name.text());
                        if (failed != null) {
                            session.leave(failed);
                        }
                        session.say(Outgoing.error(id, "unavailable", true));
                    });
        }
    }

    private void subscribed(@Nullable Long id, ChannelName name, LiveRead read) {
        if (session.find(name.text()) == null) {
            return;
        }
        session.say(Outgoing.object(json -> {
            if (id != null) {
                json.writeNumberField("id", id);
            }
            json.writeStringField("t", "sub");
            json.writeStringField("ch", name.text());
            Outgoing.joined(json, name, read, session.missed(name, read));
        }));
        session.begin(List.of(name));
    }

    private void unsubscribe(Incoming command) throws Malformed {
        String text = command.text("ch");
        Subscription found = text == null || text.equals(ChannelName.MEMBER.text()) ? null : session.find(text);
        if (found == null) {
            session.say(Outgoing.error(command.id(), "not-subscribed", false));
            return;
        }
        session.leave(found);
        session.say(Outgoing.object(json -> {
            if (command.id() != null) {
                json.writeNumberField("id", command.id());
            }
            json.writeStringField("t", "unsub");
            json.writeStringField("ch", found.name().text());
        }));
    }

    private void authenticate(Incoming command) throws Malformed {
        session.hub()
                .here(session.hub().node().proofs().read(command.text("token"), command.text("ticket")))
                .onSuccess(again -> {
                    if (!again.same(session.proof())) {
                        session.end(CloseCode.FORBIDDEN);
                        return;
                    }
                    session.renewed(again);
                    session.say(Outgoing.object(json -> {
                        if (command.id() != null) {
                            json.writeNumberField("id", command.id());
                        }
                        json.writeStringField("t", "auth");
                        json.writeNumberField("exp", again.expiresAt().getEpochSecond());
                    }));
                })
                .onFailure(failure -> session.say(
                        failure instanceof Denied denied
                                ? Outgoing.error(command.id(), denied.reason().code(), false)
                                : Outgoing.error(command.id(), "unavailable", true)));
    }
}
