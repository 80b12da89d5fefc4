package io.walaa.ledger;

import static io.walaa.ledger.FlushBatch.ints;
import static io.walaa.ledger.FlushBatch.longs;
import static io.walaa.ledger.FlushBatch.texts;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.walaa.points.Lot;
import io.walaa.points.Posting;
import java.util.ArrayList;
import java.util.List;

/** The table {@code transfer}: the lines of double entry. */
final class TransferTable {
    private static final String INSERT = """
            INSERT INTO transfer (partition, seq, line, posted_at, programme, member, unit, debit, credit, amount, expires)
            SELECT partition, seq, line, to_timestamp(posted / 1000.0::float8), programme, member, unit, debit, credit,
                   amount, to_timestamp(expires::float8)
            FROM (SELECT unnest($1::int[]) AS partition, unnest($2::bigint[]) AS seq,
                         unnest($3::int[]) AS line, unnest($4::bigint[]) AS posted,
                         unnest($5::text[]) AS programme, unnest($6::text[]) AS member,
                         unnest($7::text[]) AS unit, unnest($8::text[]) AS debit,
                         unnest($9::text[]) AS credit, unnest($10::bigint[]) AS amount,
                         unnest($11::bigint[]) AS expires) AS new
            """;

    private record Line(FlushEntry entry, int line, Posting posting) {}

    private TransferTable() {}

    static Future<Void> insert(SqlConnection connection, List<FlushEntry> entries) {
        List<Line> lines = new ArrayList<>(entries.size() * 2);
        for (FlushEntry entry : entries) {
            for (int line = 0; line < entry.postings().size(); line++) {
                lines.add(new Line(entry, line, entry.postings().get(line)));
            }
        }
        if (lines.isEmpty()) {
            return Future.succeededFuture();
        }
        Tuple columns = Tuple.tuple()
                .addValue(ints(lines, line -> line.entry.partition()))
                .addValue(longs(lines, line -> line.entry.seq()))
                .addValue(ints(lines, Line::line))
                .addValue(longs(lines, line -> line.entry.postedAt()))
                .addValue(texts(lines, line -> line.entry.programme()))
                .addValue(texts(lines, line -> line.entry.member()))
                .addValue(texts(lines, line -> line.posting.unit()))
                .addValue(texts(lines, line -> line.posting.debit()))
                .addValue(texts(lines, line -> line.posting.credit()))
                .addValue(longs(lines, line -> line.posting.amount()))
                .addValue(longs(lines, line -> expires(line.posting.lot())));
        return connection.preparedQuery(INSERT).execute(columns).mapEmpty();
    }

    private static @org.jspecify.annotations.Nullable Long expires(Lot lot) {
        return lot.expiresAt() == Lot.NEVER ? null : lot.expiresAt();
    }
}
