package io.walaa.ledger;

import static io.walaa.ledger.FlushBatch.column;
import static io.walaa.ledger.FlushBatch.ints;
import static io.walaa.ledger.FlushBatch.longs;
import static io.walaa.ledger.FlushBatch.texts;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.walaa.points.Lot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The table {@code member_state}: each member's hot state as of its last flushed entry. */
final class MemberStateTable {
    /** A larger {@code recent} is folded into {@code fields}; most members never get there. */
    private static final String UPDATE = """
            UPDATE member_state s
            SET seq = new.seq, at = new.at, next_due = to_timestamp(new.due::float8), pages = s.pages OR new.pages,
                recent = CASE WHEN pg_column_size(s.recent) > 1000 THEN '{}' ELSE s.recent || new.changes::jsonb END,
                fields = CASE WHEN pg_column_size(s.recent) > 1000
                              THEN jsonb_strip_nulls(s.fields || s.recent || new.changes::jsonb) ELSE s.fields END
            FROM (SELECT unnest($1::text[]) AS programme, unnest($2::text[]) AS member,
                         unnest($3::bigint[]) AS before, unnest($4::bigint[]) AS seq,
                         unnest($5::bigint[]) AS at, unnest($6::bigint[]) AS due,
                         unnest($7::text[]) AS changes, unnest($8::bool[]) AS pages,
                         unnest($9::int[]) AS partition) AS new
            WHERE s.programme = new.programme AND s.member = new.member AND s.seq = new.before
            """;
    /** A member begins with what its registration gave it. */
    private static final String INSERT = """
            INSERT INTO member_state (programme, member, partition, seq, at, next_due, pages, recent, fields)
            SELECT new.programme, new.member, new.partition, new.seq, new.at, to_timestamp(new.due::float8), new.pages,
                   new.changes::jsonb, coalesce(m.initial, '{}')
            FROM (SELECT unnest($1::text[]) AS programme, unnest($2::text[]) AS member,
                         unnest($3::bigint[]) AS before, unnest($4::bigint[]) AS seq,
                         unnest($5::bigint[]) AS at, unnest($6::bigint[]) AS due,
                         unnest($7::text[]) AS changes, unnest($8::bool[]) AS pages,
                         unnest($9::int[]) AS partition) AS new
            LEFT JOIN member m ON m.programme = new.programme AND m.id = new.member
            """;

    private MemberStateTable() {}

    /** Writes what the members have become; fails if one is not where its first entry begins. */
    static Future<Void> write(SqlConnection connection, Collection<MemberFold> folds) {
        List<MemberFold> known = new ArrayList<>(folds.size());
        List<MemberFold> fresh = new ArrayList<>();
        for (MemberFold fold : folds) {
            (fold.before() == 0 ? fresh : known).add(fold);
        }
        Future<Void> inserted = execute(connection, INSERT, fresh);
        return Future.join(inserted, execute(connection, UPDATE, known)).mapEmpty();
    }

    private static Future<Void> execute(SqlConnection connection, String sql, List<MemberFold> folds) {
        if (folds.isEmpty()) {
            return Future.succeededFuture();
        }
        Tuple columns = Tuple.tuple()
                .addValue(texts(folds, fold -> fold.last().programme()))
                .addValue(texts(folds, fold -> fold.last().member()))
                .addValue(longs(folds, MemberFold::before))
                .addValue(longs(folds, fold -> fold.last().memberSeq()))
                .addValue(longs(folds, fold -> fold.last().seq()))
                .addValue(longs(
                        folds,
                        fold -> fold.last().nextDue() == Lot.NEVER
                                ? null
                                : fold.last().nextDue()))
                .addValue(texts(folds, MemberFold::changes))
                .addValue(column(Boolean.class, folds, fold -> !fold.pages().isEmpty()))
                .addValue(ints(folds, fold -> fold.last().partition()));
        return connection.preparedQuery(sql).execute(columns).compose(written -> {
            if (written.rowCount() != folds.size()) {
                return Future.failedFuture(new FlushRefused("a member is not where its entries begin"));
            }
            return Future.succeededFuture();
        });
    }
}
