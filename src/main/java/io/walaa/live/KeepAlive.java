package io.walaa.live;

/**
 * Whether a WebSocket is still there and may be: it must greet, answer when it was quiet, and is told before its token
 * expires. Counts in the seconds of the wheel. Lives on the connection's event loop.
 */
final class KeepAlive {
    private static final int HELLO_SECONDS = 10;
    private static final int PONG_SECONDS = 10;
    private static final int EXPIRING_SECONDS = 60;

    private final SocketSession session;
    private final int greetBy;
    private int heardAt;
    private int pingedAt = -1;
    private boolean warned;

    KeepAlive(SocketSession session, int now) {
        this.session = session;
        heardAt = now;
        greetBy = now + HELLO_SECONDS;
    }

    /** Anything came in. */
    void heard(int now) {
        heardAt = now;
        pingedAt = -1;
    }

    /** The screen has a token of a later end. */
    void renewed() {
        warned = false;
    }

    /** Looks after one that has not said whose it is; in how many seconds to look again, 0 if it was ended. */
    int ungreeted(int now) {
        if (now >= greetBy) {
            session.end(CloseCode.BAD_FRAME);
            return 0;
        }
        return greetBy - now;
    }

    /**
     * Looks after one that is ready.
     *
     * @param left seconds until its token expires
     * @return in how many seconds to look again, 0 if it was ended
     */
    int look(int now, long left) {
        if (left <= 0) {
            session.end(CloseCode.EXPIRED);
            return 0;
        }
        if (left <= EXPIRING_SECONDS && !warned) {
            warned = true;
            session.say(Outgoing.object(json -> {
                json.writeStringField("t", "expiring");
                json.writeNumberField("in", left);
            }));
        }
        int untilExpiry = (int) Math.min(Session.PING_SECONDS, warned ? left : left - EXPIRING_SECONDS);
        return Math.max(1, Math.min(heartbeat(now), untilExpiry));
    }

    /** Asks a quiet client whether it is there; in how many seconds to look again. */
    private int heartbeat(int now) {
        if (pingedAt >= 0) {
            if (now - pingedAt >= PONG_SECONDS) {
                session.end(CloseCode.NO_PONG);
                return 0;
            }
            return PONG_SECONDS - (now - pingedAt);
        }
        int quiet = now - heardAt;
        if (quiet >= Session.PING_SECONDS) {
            pingedAt = now;
            session.ping();
            return PONG_SECONDS;
        }
        return Session.PING_SECONDS - quiet;
    }
}
