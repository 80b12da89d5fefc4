package io.walaa.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Pages of lists: {@code limit}, and a {@code cursor} that nobody but this server reads. */
final class Paging {
    static final String LIMIT = "limit";
    static final String CURSOR = "cursor";
    private static final int LIMIT_MAX = 200;
    private static final int LIMIT_OTHERWISE = 50;

    private Paging() {}

    static int limit(Exchange exchange) {
        return exchange.number(LIMIT, 1, LIMIT_MAX, LIMIT_OTHERWISE);
    }

    /** Where the page starts, as {@link #next} was given it; null for the first page. */
    static @Nullable String start(Exchange exchange) {
        String cursor = exchange.query(CURSOR);
        if (cursor == null) {
            return null;
        }
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException foreign) {
            throw wrong();
        }
    }

    static Rejection wrong() {
        return Rejection.parameter(CURSOR, "next");
    }

    /** The cursor of the next page. */
    static @Nullable String next(@Nullable String start) {
        return start == null
                ? null
                : Base64.getUrlEncoder().withoutPadding().encodeToString(start.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds {@code Link: rel="next"} if there is a next page. */
    static Answer linked(Exchange exchange, Answer answer, @Nullable String next) {
        return next == null
                ? answer
                : answer.with(
                        "Link",
                        "<" + exchange.request().path() + "?limit=" + limit(exchange) + "&cursor=" + next
                                + ">; rel=\"next\"");
    }
}
