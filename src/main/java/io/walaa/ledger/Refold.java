package io.walaa.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/**
 * What the ledger's other tables must say of a partition, worked out anew from its entries alone: members, pages and
 * account totals. Compares, and writes them anew.
 */
public final class Refold {
    /** Of several values of one field jsonb keeps the last, which is the newest entry's. */
    private static final String MEMBERS = """
            WITH field AS (
                SELECT e.programme, e.member, max(e.member_seq) AS seq, max(e.seq) AS at,
                       jsonb_object_agg(f.key, f.value ORDER BY e.seq) AS fields
                FROM entry e, jsonb_each(e.body::jsonb -> 'f') f WHERE e.partition = $1 GROUP BY 1, 2
            ), folded AS (
                SELECT f.programme, f.member, f.seq, f.at,
                       jsonb_strip_nulls(coalesce(m.initial, '{}') || f.fields) AS fields,
                       (SELECT to_timestamp((e.body::jsonb ->> 'd')::float8) FROM entry e
                        WHERE e.partition = $1 AND e.seq = f.at) AS next_due,
                       EXISTS (SELECT FROM entry e WHERE e.partition = $1 AND e.programme = f.programme
                               AND e.member = f.member AND e.body::jsonb ? 'g') AS pages
                FROM field f LEFT JOIN member m ON m.programme = f.programme AND m.id = f.member
            )
            """;

    private static final String PAGES = """
            WITH page_written AS (
                SELECT DISTINCT ON (e.member, e.programme, g ->> 0)
                       e.programme, e.member, g ->> 0 AS name, e.seq AS at, g ->> 1 AS content
                FROM entry e, jsonb_array_elements(e.body::jsonb -> 'g') g
                WHERE e.partition = $1 AND e.body::jsonb ? 'g'
                ORDER BY e.member, e.programme, g ->> 0, e.seq DESC
            )
            """;
    private static final String TOTALS = """
            WITH side AS (
                SELECT programme, unit, debit AS account, expires, -amount AS amount FROM transfer WHERE partition = $1
                UNION ALL
                SELECT programme, unit, credit, expires, amount FROM transfer WHERE partition = $1
            ), summed AS (
                SELECT programme, unit, account,
                       CASE WHEN account IN ('available', 'pending', 'held') AND expires IS NOT NULL
                            THEN to_char(expires AT TIME ZONE 'UTC' - interval '12 hours', 'YYYYMM')::int
                            ELSE 0 END AS month, sum(amount)::bigint AS amount
                FROM side GROUP BY 1, 2, 3, 4
            )
            """;

    private static final String MEMBER_DRIFT = MEMBERS + """
            SELECT f.programme, f.member || ': its state is not what its entries come to' AS detail
            FROM folded f LEFT JOIN member_fields s USING (programme, member)
            WHERE s.seq IS DISTINCT FROM f.seq OR s.at IS DISTINCT FROM f.at OR s.fields IS DISTINCT FROM f.fields
               OR s.next_due IS DISTINCT FROM f.next_due OR (f.pages AND NOT s.pages)
            """;
    private static final String PAGE_DRIFT = PAGES + """
            SELECT w.programme, w.member || ': page ' || w.name || ' is not the one last written' AS detail
            FROM page_written w LEFT JOIN page p USING (programme, member, name)
            WHERE p.content IS DISTINCT FROM w.content OR p.at IS DISTINCT FROM w.at
            """;
    private static final String TOTAL_DRIFT = TOTALS + """
            SELECT programme, concat_ws(' ', unit, account, month) || ': ' || coalesce(t.amount, 0) || ' instead of '
                   || coalesce(s.amount, 0) AS detail
            FROM summed s FULL JOIN (SELECT * FROM account_total WHERE partition = $1) t
                 USING (programme, unit, account, month)
            WHERE coalesce(s.amount, 0) <> coalesce(t.amount, 0)
            """;

    private static final String WRITE_MEMBERS = MEMBERS + """
            INSERT INTO member_state (programme, member, partition, seq, at, next_due, pages, recent, fields)
            SELECT programme, member, $1, seq, at, next_due, pages, '{}', fields FROM folded
            ON CONFLICT (member, programme) DO UPDATE
            SET seq = excluded.seq, at = excluded.at, next_due = excluded.next_due,
                pages = member_state.pages OR excluded.pages, recent = '{}', fields = excluded.fields
            """;
    private static final String WRITE_PAGES = PAGES + """
            INSERT INTO page (programme, member, name, partition, at, content)
            SELECT programme, member, name, $1, at, content FROM page_written
            ON CONFLICT (member, programme, name) DO UPDATE SET at = excluded.at, content = excluded.content
            """;
    private static final String WRITE_TOTALS = TOTALS + """
            INSERT INTO account_total (partition, programme, unit, account, month, amount)
            SELECT $1, programme, unit, account, month, amount FROM summed
            """;
    private static final String DROP_TOTALS = "DELETE FROM account_total WHERE partition = $1";

    private Refold() {}

    /** What of the partition is not what its entries come to; run it in a snapshot. */
    public static Future<List<Finding>> differences(SqlClient client, int partition) {
        List<Finding> findings = new ArrayList<>();
        return drift(client, partition, "member", MEMBER_DRIFT, findings)
                .compose(members -> drift(client, partition, "page", PAGE_DRIFT, findings))
                .compose(pages -> drift(client, partition, "total", TOTAL_DRIFT, findings))
                .map(totals -> findings);
    }

    private static Future<Void> drift(
            SqlClient client, int partition, String what, String sql, List<Finding> findings) {
        return client.preparedQuery(sql).execute(Tuple.of(partition)).map(rows -> {
            for (Row row : rows) {
                findings.add(new Finding(what, partition, 0, row.getString("programme"), row.getString("detail")));
            }
            return null;
        });
    }

    /** Writes all of them anew; run it in a transaction. Members without an entry stay as they are. */
    public static Future<Void> write(SqlClient transaction, int partition) {
        return run(transaction, WRITE_MEMBERS, partition)
                .compose(members -> run(transaction, WRITE_PAGES, partition))
                .compose(pages -> run(transaction, DROP_TOTALS, partition))
                .compose(dropped -> run(transaction, WRITE_TOTALS, partition))
                .mapEmpty();
    }

    /**
     * Takes back all that a partition has after {@code seq}, which an operator has said is lost; run it in a
     * transaction. What was flushed under the partition's generation before does not count any more.
     */
    public static Future<Void> cutAfter(SqlClient transaction, int partition, long seq) {
        Future<RowSet<Row>> cut = Future.succeededFuture();
        for (String sql : List.of(
                "UPDATE partition_state SET gen = gen + 1, last_seq = $2, last_commit = '', chain = decode(repeat('00', 32), 'hex')"
                        + " WHERE partition = $1",
                "UPDATE partition_state p SET last_commit = e.commit_id, chain = e.chain FROM entry e"
                        + " WHERE p.partition = $1 AND e.partition = $1 AND e.seq = $2",
                "DELETE FROM entry WHERE partition = $1 AND seq > $2",
                "DELETE FROM transfer WHERE partition = $1 AND seq > $2",
                "DELETE FROM operation WHERE partition = $1 AND seq > $2",
                "DELETE FROM duplicate WHERE partition = $1 AND seq > $2",
                "DELETE FROM page WHERE partition = $1 AND at > $2",
                "DELETE FROM member_state WHERE partition = $1 AND at > $2")) {
            cut = cut.compose(done -> transaction.preparedQuery(sql).execute(Tuple.of(partition, seq)));
        }
        return cut.compose(done -> write(transaction, partition));
    }

    private static Future<RowSet<Row>> run(SqlClient client, String sql, int partition) {
        return client.preparedQuery(sql).execute(Tuple.of(partition));
    }
}
