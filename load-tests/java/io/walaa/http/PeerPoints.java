package io.walaa.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import io.walaa.decision.Refusal;
import io.walaa.store.postgres.PostgresPool;
import io.walaa.usecase.Call;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import io.walaa.store.postgres.PostgresAddress;

/**
 * What one would write instead of this server: each operation one call of a function in Postgres ({@code peer.sql}), so
 * one round trip and one transaction. Connections belong to the event loop that uses them and keep prepared statements.
 */
final class PeerPoints {
    private static final String APPLY = "SELECT status, available, seq FROM apply_points($1, $2, $3, $4, $5)";
    private static final int CREATED = 201;

    private final Pool pool;
    private final LocalDate expires = LocalDate.now().plusYears(1);

    PeerPoints(Vertx vertx, String url, int connections) {
        PgConnectOptions options = new PostgresAddress(URI.create(url)).options();
        pool = PostgresPool.create(vertx, "peer", options, connections);
    }

    Future<Answer> earn(Exchange exchange) {
        return apply(exchange, 1);
    }

    Future<Answer> redeem(Exchange exchange) {
        return apply(exchange, -1);
    }

    private Future<Answer> apply(Exchange exchange, int sign) {
        long amount = exchange.read(in -> {
            PointOperations.unit(in);
            PointOperations.note(in);
            return PointOperations.amount(in.field("amount"));
        });
        Call call = exchange.call();
        Tuple arguments = Tuple.of(
                exchange.member().value(), call.key(), digest(call.request()), sign * amount, expires);
        return pool.preparedQuery(APPLY).execute(arguments).map(rows -> {
            Row row = rows.iterator().next();
            if (row.getInteger("status") != CREATED) {
                throw Refusal.of("insufficient-points", "unit", "points", "available", 0L, "requested", amount,
                        "missing", amount);
            }
            return StandIn.reply(row.getLong("seq"), row.getLong("available"));
        });
    }

    private static Buffer digest(String text) {
        try {
            return Buffer.buffer(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
