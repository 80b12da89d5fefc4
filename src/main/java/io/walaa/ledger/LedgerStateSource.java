package io.walaa.ledger;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import io.walaa.journal.JournalEntry;
import io.walaa.journal.Position;
import io.walaa.journal.StateSource;
import io.walaa.member.MemberId;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Cold members, pages, operations and entries from Postgres. */
public final class LedgerStateSource implements StateSource {
    private static final String MEMBER = """
            SELECT p.last_seq, s.at, s.seq, s.fields, s.pages, m.initial
            FROM partition_state p
            LEFT JOIN member_fields s ON s.programme = $2 AND s.member = $3
            LEFT JOIN member m ON m.programme = $2 AND m.id = $3
            WHERE p.partition = $1
            """;
    private static final String PAGE = "SELECT content FROM page WHERE programme = $1 AND member = $2 AND name = $3";
    private static final String OPERATION = """
            SELECT e.partition, e.seq, e.commit_id, e.body, e.note FROM operation o
            JOIN entry e ON e.partition = o.partition AND e.seq = o.seq AND e.posted_at = o.posted_at WHERE o.id = $1
            """;
    private static final String ENTRY =
            "SELECT partition, seq, commit_id, body, note FROM entry WHERE partition = $1 AND seq = $2";

    private static final String MEMBER_ENTRY = """
            SELECT partition, seq, commit_id, body, note FROM entry
            WHERE programme = $1 AND member = $2 AND member_seq = $3
            """;

    private final SqlClient postgres;

    public LedgerStateSource(SqlClient postgres) {
        this.postgres = postgres;
    }

    @Override
    public Future<@Nullable ColdMember> member(int partition, String programme, MemberId member) {
        return postgres.preparedQuery(MEMBER)
                .execute(Tuple.of(partition, programme, member.value()))
                .map(rows -> member(rows.iterator().next(), member));
    }

    private static @Nullable ColdMember member(Row row, MemberId member) {
        long flushed = row.getLong("last_seq");
        Long at = row.getLong("at");
        if (at != null) {
            Map<String, String> fields = fields((JsonObject) row.getValue("fields"));
            fields.put("seq", Long.toString(row.getLong("seq")));
            return new ColdMember(flushed, at, fields, row.getBoolean("pages"));
        }
        Object initial = row.getValue("initial");
        if (initial == null && !member.house()) {
            return null;
        }
        return new ColdMember(flushed, 0, initial == null ? Map.of() : fields((JsonObject) initial), false);
    }

    private static Map<String, String> fields(JsonObject json) {
        Map<String, String> fields = new HashMap<>();
        json.forEach(field -> fields.put(field.getKey(), (String) field.getValue()));
        return fields;
    }

    @Override
    public Future<@Nullable String> page(String programme, MemberId member, String name) {
        return postgres.preparedQuery(PAGE)
                .execute(Tuple.of(programme, member.value(), name))
                .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getString("content"));
    }

    @Override
    public Future<@Nullable JournalEntry> operation(String operationId) {
        Buffer id = Buffer.buffer(Base64.getUrlDecoder().decode(operationId));
        return postgres.preparedQuery(OPERATION).execute(Tuple.of(id)).map(LedgerStateSource::entry);
    }

    @Override
    public Future<@Nullable JournalEntry> entry(String programme, MemberId member, long memberSeq) {
        return postgres.preparedQuery(MEMBER_ENTRY)
                .execute(Tuple.of(programme, member.value(), memberSeq))
                .map(LedgerStateSource::entry);
    }

    @Override
    public Future<@Nullable JournalEntry> entry(Position position) {
        return postgres.preparedQuery(ENTRY)
                .execute(Tuple.of(position.partition(), position.seq()))
                .map(LedgerStateSource::entry);
    }

    private static @Nullable JournalEntry entry(RowSet<Row> rows) {
        if (rows.size() == 0) {
            return null;
        }
        Row row = rows.iterator().next();
        return new JournalEntry(
                new Position(row.getInteger("partition"), row.getLong("seq")),
                row.getString("commit_id"),
                "",
                row.getString("body"),
                Objects.requireNonNullElse(row.getString("note"), ""));
    }
}
