package io.walaa.live;

/**
 * Why a socket is closed. 41xx: reconnect with jitter; 42xx: reconnect after the delay that was named; 45xx: do not.
 */
enum CloseCode {
    EXPIRED(4101, "token expired"),
    NO_PONG(4102, "no pong"),
    UNAVAILABLE(4103, "try again"),
    SLOW(4108, "read too slowly"),
    TOO_FAST(4113, "too many commands"),
    DRAIN(4201, "the server is going away"),
    BAD_TOKEN(4500, "bad token"),
    BAD_FRAME(4501, "bad frame"),
    TOO_MANY(4504, "too many connections"),
    FORBIDDEN(4507, "forbidden"),
    DISPLACED(4509, "displaced by a newer connection");

    private final int number;
    private final String reason;

    CloseCode(int number, String reason) {
        this.number = number;
        this.reason = reason;
    }

    int number() {
        return number;
    }

    String reason() {
        return reason;
    }
}
