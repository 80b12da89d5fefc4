package io.walaa.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.walaa.cli.Finding.Level;
import io.walaa.store.postgres.PostgresAddress;
import io.walaa.store.postgres.PostgresClock;
import io.walaa.store.postgres.PostgresPool;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether a Postgres is new enough, keeps what it commits, and how far its clock is from ours. */
final class PostgresCheck {
    private static final int VERSION_NUMBER_MIN = 150_000;
    private static final Duration CLOCK_OFFSET_MAX = Duration.ofMillis(500);

    private PostgresCheck() {}

    static Future<List<Finding>> run(Vertx vertx, URI url) {
        var pool = PostgresPool.create(vertx, "doctor", new PostgresAddress(url).options(), 1);
        return settings(pool)
                .compose(findings -> PostgresClock.start(vertx, pool).map(clock -> {
                    var all = new ArrayList<>(findings);
                    all.add(judge(clock.offset()));
                    clock.close();
                    return List.copyOf(all);
                }))
                .eventually(pool::close);
    }

    private static Future<List<Finding>> settings(Pool pool) {
        return pool.query("""
                        select name, setting from pg_settings
                        where name in ('server_version', 'server_version_num', 'fsync', 'synchronous_commit',
                                       'full_page_writes')
                        order by name
                        """).execute().map(rows -> {
            var findings = new ArrayList<Finding>();
            rows.forEach(row -> findings.add(judge(row.getString("name"), row.getString("setting"))));
            return findings;
        });
    }

    private static Finding judge(String name, String value) {
        return switch (name) {
            case "server_version" -> Finding.ok("Postgres", value);
            case "server_version_num" ->
                Finding.expect(
                        Integer.parseInt(value) >= VERSION_NUMBER_MIN,
                        Level.FAIL,
                        "Postgres version",
                        value,
                        "needs " + VERSION_NUMBER_MIN / 10_000 + " or newer");
            default ->
                Finding.expect(
                        !value.equals("off"),
                        Level.FAIL,
                        "Postgres " + name,
                        value,
                        "must be on, or a power loss takes what the ledger promised to keep");
        };
    }

    private static Finding judge(Duration offset) {
        return Finding.expect(
                offset.abs().compareTo(CLOCK_OFFSET_MAX) <= 0,
                Level.WARN,
                "Postgres clock",
                offset.toMillis() + " ms ahead of this machine",
                "set both by NTP");
    }
}
