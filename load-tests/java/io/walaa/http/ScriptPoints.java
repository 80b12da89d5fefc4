package io.walaa.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.RedisConnection;
import io.walaa.member.MemberId;
import io.walaa.store.redis.RedisGreeting;
import io.walaa.store.redis.RedisLink;
import io.walaa.store.redis.Script;

/**
 * Earns and redeems that go from the body straight to the commit script: no lane, no decision, no encoding of an entry,
 * no flusher behind. The upper bound of what the server can reach on this HTTP stack and this Redis.
 */
final class ScriptPoints {
    /** As many as the server has. The bench makes their metas and members, by the number in the member's id. */
    private static final int PARTITIONS = 64;

    private static final String LATEST = Long.toString(Long.MAX_VALUE >> 11);
    private static final String NO_CAPS = "1000000000000 1000000000000 1000000000000";
    /** As long as what the server commits for an earn. */
    private static final String ENTRY = "{\"p\":\"nakheel\",\"m\":\"mem_0000000000000000\",\"s\":12,\"t\":\"earn\","
            + "\"o\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"h\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"k\":\"k\",\"a\":1790000000000,\"n\":1,"
            + "\"f\":{\"l.points.tltj8g\":\"1035\",\"t\":\"1790000000000\"},"
            + "\"x\":[[\"issued\",\"available\",\"points\",35,1790000000]],\"b\":{\"points\":[1035,0,0,0]},"
            + "\"e\":[{\"type\":\"points.earned\",\"unit\":\"points\",\"amount\":35}],\"d\":1790000000}";
    private static final String BODY_HASH = "AAAAAAAAAAAAAAAAAAAAAA";
    private static final String COMMIT_ID = "0123456789abcdef";
    private static final String LIFE_MILLIS = "90000000";

    private final RedisLink link;
    private String sha = "";

    ScriptPoints(Vertx vertx, Context context, String redisUrl) {
        link = new RedisLink(vertx, context, redisUrl, this::load);
    }

    Future<Void> open() {
        return link.open();
    }

    private Future<Void> load(RedisConnection connection, RedisGreeting greeting) {
        String text = Script.load("journal/commit").under("bench");
        return connection
                .send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(text))
                .onSuccess(loaded -> sha = loaded.toString())
                .mapEmpty();
    }

    Future<Answer> earn(Exchange exchange) {
        return commit(exchange, 35);
    }

    Future<Answer> redeem(Exchange exchange) {
        return commit(exchange, -10);
    }

    private Future<Answer> commit(Exchange exchange, long points) {
        long amount = exchange.read(in -> {
            PointOperations.unit(in);
            PointOperations.note(in);
            return PointOperations.amount(in.field("amount"));
        });
        MemberId member = exchange.member();
        String key = CallHeaders.key(exchange.request());
        String tag = "{" + Integer.parseInt(member.value().substring(12)) % PARTITIONS + "}:";
        Request request = RedisLink.call(sha, 5)
                .arg(tag + "meta")
                .arg(tag + "journal")
                .arg(tag + "wake")
                .arg(tag + "m:nakheel:" + member.value())
                .arg(tag + "i:nakheel:" + member.value() + ":" + key)
                .arg("1")
                .arg(NO_CAPS)
                .arg("1")
                .arg(LATEST + " 0 0 1 3 0 0 0");
        // The sequence is put back to what it was: so nobody here has to remember it.
        request.arg("t").arg("1790000000000").arg("l.points.tltj8g").arg(Long.toString(1000 + points));
        request.arg("seq").arg("0");
        request.arg(ENTRY).arg("").arg(COMMIT_ID).arg(BODY_HASH).arg(LIFE_MILLIS);
        return link.send(request).map(reply -> {
            if (!"OK".equals(reply.get(0).get(0).toString())) {
                throw new IllegalStateException("the script answered " + reply);
            }
            return StandIn.reply(reply.get(0).get(1).toLong(), amount);
        });
    }
}
