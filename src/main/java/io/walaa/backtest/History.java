package io.walaa.backtest;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * What really happened to a programme's members, read in pages: member by member, each member's entries in order. Every
 * page is a short query of its own that goes on behind the last one. So no snapshot stays open, which would keep
 * Postgres from tidying up behind the flusher for as long as the job runs, and nothing is sorted.
 */
final class History {
    /** Entries of a page. */
    static final int PAGE = 200;

    /** Members' ids begin so; the house's do not. */
    private static final String FIRST = "mem_";

    /** The next character behind the underscore: behind every member. */
    private static final String LAST = "mem`";

    /** Each member's sequence counts its entries, so nothing has to look at the entries themselves. */
    private static final String EXPECTED = """
            SELECT coalesce(sum(seq), 0)::bigint FROM member_state WHERE programme = $1 AND member > $2 AND member < $3
            """;

    /** In the order of the index {@code entry_member}, from where it says. */
    private static final String ENTRIES = """
            SELECT e.partition, e.seq, e.member, e.member_seq, e.commit_id, e.body, e.note,
                CASE WHEN e.member_seq = 1 THEN
                    (SELECT m.initial::text FROM member m WHERE m.programme = e.programme AND m.id = e.member)
                END AS initial
            FROM entry e
            WHERE (e.member, e.programme, e.member_seq) > ($2, $1, $3) AND e.member < $4
                AND e.programme = $1 AND e.posted_at < $5
            ORDER BY e.member, e.programme, e.member_seq
            LIMIT %d
            """.formatted(PAGE);

    private final Pool pool;
    private final String programme;
    private final OffsetDateTime until;
    private String member = FIRST;
    private long seq;

    /** @param until the first instant behind it, by the time at which entries were posted */
    History(Pool pool, String programme, Instant until) {
        this.pool = pool;
        this.programme = programme;
        this.until = until.atOffset(ZoneOffset.UTC);
    }

    /** How many entries there are now, those behind the end among them. */
    Future<Long> expected() {
        return pool.preparedQuery(EXPECTED)
                .execute(Tuple.of(programme, FIRST, LAST))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** The next page; fewer than {@link #PAGE} entries when there are no more. */
    Future<RowSet<Row>> next() {
        return pool.preparedQuery(ENTRIES)
                .execute(Tuple.of(programme, member, seq, LAST, until))
                .onSuccess(rows -> {
                    for (Row row : rows) {
                        member = row.getString("member");
                        seq = row.getLong("member_seq");
                    }
                });
    }
}
