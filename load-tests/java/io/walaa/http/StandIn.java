package io.walaa.http;

import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.walaa.access.Access;
import io.walaa.access.ApiKeys;
import io.walaa.access.KeyText;
import io.walaa.access.MemberTokens;
import io.walaa.access.RateLimit;
import io.walaa.access.Scope;
import io.walaa.access.StoredKey;
import io.walaa.bench.Arguments;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The server's own HTTP stack (routes, keys, limits, body, JSON) in front of something else than its engine: a fixed
 * answer, the bare commit script, or one Postgres transaction an operation. Each listens on a port of its own, on as
 * many event loops as the server serves with.
 *
 * <p>Arguments: {@code redis=}, {@code postgres=} (URLs), {@code members=}, {@code loops=}, {@code pool=} (connections
 * to Postgres), {@code bare=}, {@code script=}, {@code peer=} (ports). Prints {@code key=} and serves until it is ended.
 */
public final class StandIn {
    private static final String HOST = "127.0.0.1";
    private static final int REQUESTS_A_MINUTE = 100_000_000;

    private StandIn() {}

    public static void main(String[] words) {
        Arguments arguments = Arguments.of(words);
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        KeyText key = KeyText.create(new SecureRandom());
        Access access = access(vertx, key);
        Messages messages = Messages.load();
        int loops = arguments.number("loops");
        vertx.deployVerticle(
                        () -> new Loop(arguments, access, messages),
                        new DeploymentOptions().setInstances(loops).setThreadingModel(ThreadingModel.EVENT_LOOP))
                .onSuccess(id -> System.out.println("key=" + key.text()))
                .onFailure(failure -> {
                    failure.printStackTrace();
                    System.exit(1);
                });
    }

    private static Access access(Vertx vertx, KeyText text) {
        SecretKey secret = new SecretKeySpec(new byte[32], "HmacSHA256");
        StoredKey stored = new StoredKey(
                text.id(), text.hash(secret), "bench", "nakheel", EnumSet.of(Scope.EARN, Scope.REDEEM), null);
        ApiKeys keys = new ApiKeys(
                secret, InstantSource.system(), id -> Future.succeededFuture(stored), used -> {});
        byte[] signing = "a signing secret of thirty-two bytes".getBytes(StandardCharsets.US_ASCII);
        return new Access(
                keys,
                new MemberTokens(
                        vertx,
                        new SecretKeySpec(signing, "HmacSHA256"),
                        InstantSource.system(),
                        Duration.ofHours(1)));
    }

    /** One event loop: its own connections and its own listeners. */
    private static final class Loop extends VerticleBase {
        private final Arguments arguments;
        private final Access access;
        private final Messages messages;

        Loop(Arguments arguments, Access access, Messages messages) {
            this.arguments = arguments;
            this.access = access;
            this.messages = messages;
        }

        @Override
        public Future<?> start() {
            ScriptPoints script = new ScriptPoints(vertx, context, arguments.text("redis"));
            int pool = Math.max(1, arguments.number("pool") / arguments.number("loops"));
            PeerPoints peer = new PeerPoints(vertx, arguments.text("postgres"), pool);
            return script.open()
                    .compose(opened -> listen("script", script::earn, script::redeem))
                    .compose(listening -> listen("peer", peer::earn, peer::redeem))
                    .compose(listening -> listen("bare", StandIn::nothing, StandIn::nothing));
        }

        private Future<?> listen(String port, Endpoint earn, Endpoint redeem) {
            RouteTable routes = new RouteTable(List.of(
                    Route.post("/v1/members/{id}/earn", Scope.EARN, earn),
                    Route.post("/v1/members/{id}/redeem", Scope.REDEEM, redeem)));
            // Counted as the server counts by default, under a quota that not even a bare answer reaches.
            Limits limits = new Limits(
                    new RateLimit("key", REQUESTS_A_MINUTE, Duration.ofMinutes(1), System::nanoTime), null);
            return new Api(routes, access, limits, new Origins(Set.of()), messages)
                    .listen(vertx, HOST, arguments.number(port));
        }
    }

    private static Future<Answer> nothing(Exchange exchange) {
        return Future.succeededFuture(Answer.json(201, json -> {
            json.writeStartObject();
            json.writeStringField("entry", "txn_0000000000000000-1-0000");
            json.writeEndObject();
        }));
    }

    /** A reply of the shape that the server gives. */
    static Answer reply(long seq, long available) {
        return Answer.json(201, json -> {
            json.writeStartObject();
            json.writeStringField("entry", "txn_0000000000000000-" + seq + "-0000");
            json.writeStringField("ack", "disk");
            json.writeObjectFieldStart("balances");
            json.writeObjectFieldStart("points");
            json.writeNumberField("available", available);
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndObject();
        });
    }
}
