package io.walaa.ledger;

import static io.walaa.ledger.FlushBatch.ints;
import static io.walaa.ledger.FlushBatch.longs;
import static io.walaa.ledger.FlushBatch.texts;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.walaa.decision.Page;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The table {@code page}: large parts of members. */
final class PageTable {
    private static final String UPSERT = """
            INSERT INTO page (programme, member, name, partition, at, content)
            SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::bigint[], $6::text[])
            ON CONFLICT (member, programme, name) DO UPDATE SET at = excluded.at, content = excluded.content
            """;

    private record MemberPage(FlushEntry last, Page page) {}

    private PageTable() {}

    static Future<Void> write(SqlConnection connection, Collection<MemberFold> folds) {
        List<MemberPage> pages = new ArrayList<>();
        for (MemberFold fold : folds) {
            fold.pages().forEach(page -> pages.add(new MemberPage(fold.last(), page)));
        }
        if (pages.isEmpty()) {
            return Future.succeededFuture();
        }
        Tuple columns = Tuple.tuple()
                .addValue(texts(pages, page -> page.last.programme()))
                .addValue(texts(pages, page -> page.last.member()))
                .addValue(texts(pages, page -> page.page.name()))
                .addValue(ints(pages, page -> page.last.partition()))
                .addValue(longs(pages, page -> page.last.seq()))
                .addValue(texts(pages, page -> page.page.content()));
        return connection.preparedQuery(UPSERT).execute(columns).mapEmpty();
    }
}
