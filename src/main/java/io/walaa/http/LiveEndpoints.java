package io.walaa.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.walaa.access.MemberTokens;
import io.walaa.live.ChannelName;
import io.walaa.live.Live;
import io.walaa.live.Proof;
import io.walaa.live.Proofs;
import io.walaa.live.Tickets;
import io.walaa.live.socket.Handshake;
import io.walaa.live.socket.Takeover;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens live connections. Once one is taken over there is no answer any more. */
public final class LiveEndpoints {
    private static final String RETRY_SECONDS = "5";

    private static final String BEARER = "Bearer ";
    private static final String COOKIE = "walaa_token";
    private static final int CHANNELS_MAX = 16;

    private final Live live;
    private final Tickets tickets;
    private final MemberTokens tokens;
    private final Proofs proofs;
    private final Origins origins;

    public LiveEndpoints(Live live, Tickets tickets, MemberTokens tokens, Proofs proofs, Origins origins) {
        this.live = live;
        this.tickets = tickets;
        this.tokens = tokens;
        this.proofs = proofs;
        this.origins = origins;
    }

    Future<Answer> socket(Exchange exchange) {
        HttpServerRequest request = exchange.request();
        if (!Handshake.asked(request)) {
            throw new Rejection(426, "websocket-only")
                    .with("Upgrade", "websocket")
                    .with("Connection", "Upgrade")
                    .with("Sec-WebSocket-Version", "13");
        }
        if (!Handshake.speaks(request)) {
            throw new Rejection(400, "unknown-subprotocol", Map.of("expected", Handshake.PROTOCOL));
        }
        admit(request);
        live.socket(request);
        return Promise.<Answer>promise().future();
    }

    Future<Answer> stream(Exchange exchange) {
        HttpServerRequest request = exchange.request();
        admit(request);
        List<ChannelName> channels = channels(exchange);
        Context here = Vertx.currentContext();
        Promise<Answer> refused = Promise.promise();
        proofs.read(token(request), exchange.query("ticket"))
                .compose(proof -> allowed(proof, channels))
                .onFailure(refused::fail)
                .onSuccess(proof -> here.runOnContext(now -> live.stream(request, proof, channels, cursor(exchange))));
        return refused.future();
    }

    private Future<Proof> allowed(Proof proof, List<ChannelName> channels) {
        Future<Void> asked = Future.succeededFuture();
        for (ChannelName channel : channels) {
            asked = asked.compose(before -> live.may(proof, channel))
                    .compose(may -> may
                            ? Future.<Void>succeededFuture()
                            : Future.failedFuture(
                                    new Rejection(403, "channel-forbidden", Map.of("channel", channel.text()))));
        }
        return asked.map(proof);
    }

    private static List<ChannelName> channels(Exchange exchange) {
        String given = exchange.query("ch");
        if (given == null || given.isEmpty()) {
            return List.of();
        }
        String[] names = given.split(",");
        if (names.length >= CHANNELS_MAX) {
            throw Rejection.parameter("ch", "1–" + (CHANNELS_MAX - 1));
        }
        List<ChannelName> channels = new ArrayList<>();
        for (String text : names) {
            ChannelName name = ChannelName.shared(text);
            if (name == null || channels.contains(name)) {
                throw Rejection.parameter("ch", "public:news,board:weekly");
            }
            channels.add(name);
        }
        return channels;
    }

    private static @Nullable String cursor(Exchange exchange) {
        String header = exchange.request().getHeader("Last-Event-ID");
        return header == null || header.isEmpty() ? exchange.query("cursor") : header;
    }

    private static @Nullable String token(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return header.substring(BEARER.length()).trim();
        }
        Cookie cookie = request.getCookie(COOKIE);
        return cookie == null ? null : cookie.getValue();
    }

    private void admit(HttpServerRequest request) {
        origins.check(request);
        if (!Takeover.possible(request)) {
            throw new Rejection(505, "http-version");
        }
        if (!live.hasRoom()) {
            throw new Rejection(503, "live-full").with("Retry-After", RETRY_SECONDS);
        }
    }

    /** A ticket that opens one stream; what it opens ends with the token that asked for it. */
    Future<Answer> ticket(Exchange exchange) {
        exchange.read(in -> true);
        return tokens.prove(String.valueOf(token(exchange.request())))
                .compose(proved -> tickets.issue(new Proof(exchange.programme(), exchange.self(), proved.expiresAt())))
                .map(ticket -> Answer.json(201, json -> {
                    json.writeStartObject();
                    json.writeStringField("ticket", ticket.text());
                    json.writeStringField("expiresAt", ticket.expiresAt().toString());
                    json.writeEndObject();
                }));
    }
}
