package io.walaa.ledger;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import io.walaa.journal.JournalEntry;
import io.walaa.journal.Position;
import io.walaa.journal.StateSource;
import io.walaa.member.MemberId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Postgres knows of members, pages and operations, for whoever does not find it in Redis. */
public final class LedgerStateSource implements StateSource {
    /** One statement is one snapshot: the member is exactly as of the partition's last sequence. */
    private static final String MEMBER = """
            SELECT p.last_seq, s.at, s.seq, s.pages, jsonb_strip_nulls(s.fields || s.recent) AS fields, m.initial
            FROM partition_state p
            LEFT JOIN member_state s ON s.programme = $2 AND s.member = $3
            LEFT JOIN member m ON m.programme = $2 AND m.id = $3
            WHERE p.partition = $1
            """;

    private static final String PAGE = "SELECT content FROM page WHERE programme = $1 AND member = $2 AND name = $3";
    private static final String PAGE_OWNER =
            "SELECT member FROM page WHERE programme = $1 AND name = $2 AND name LIKE 'v:%' AND partition = $3";
    private static final String ENTRY_COLUMNS = """
            SELECT e.partition, e.seq, e.commit_id, e.body, e.note,
                   (SELECT b.commit_id FROM entry b WHERE b.partition = e.partition AND b.seq = e.seq - 1) AS previous
            """;
    private static final String OPERATION = ENTRY_COLUMNS + """
            FROM operation o
            JOIN entry e ON e.partition = o.partition AND e.seq = o.seq AND e.posted_at = o.posted_at
            WHERE o.id = $1
            """;
    private static final String ENTRY = ENTRY_COLUMNS + "FROM entry e WHERE e.partition = $1 AND e.seq = $2";
    private static final String MEMBER_ENTRY =
            ENTRY_COLUMNS + "FROM entry e WHERE e.member = $2 AND e.programme = $1 AND e.member_seq = $3";
    private static final String SEQ = "seq";

    private final SqlClient client;

    public LedgerStateSource(SqlClient client) {
        this.client = client;
    }

    @Override
    public Future<@Nullable ColdMember> member(int partition, String programme, MemberId member) {
        return client.preparedQuery(MEMBER)
                .execute(Tuple.of(partition, programme, member.value()))
                .map(rows -> cold(rows.iterator().next(), member));
    }

    private static @Nullable ColdMember cold(Row row, MemberId member) {
        long partitionSeq = row.getLong("last_seq");
        Long seq = row.getLong(SEQ);
        if (seq != null) {
            Map<String, String> fields = fields(row.getJsonObject("fields"));
            fields.put(SEQ, seq.toString());
            return new ColdMember(partitionSeq, row.getLong("at"), fields, row.getBoolean("pages"));
        }
        JsonObject initial = row.getJsonObject("initial");
        if (initial == null && !member.house()) {
            return null;
        }
        Map<String, String> fields = fields(initial == null ? new JsonObject() : initial);
        fields.put(SEQ, "0");
        return new ColdMember(partitionSeq, 0, fields, false);
    }

    private static Map<String, String> fields(JsonObject json) {
        Map<String, String> fields = new HashMap<>(json.size() * 2);
        json.forEach(field -> {
            if (field.getValue() != null) {
                fields.put(field.getKey(), field.getValue().toString());
            }
        });
        return fields;
    }

    @Override
    public Future<@Nullable String> page(String programme, MemberId member, String name) {
        return client.preparedQuery(PAGE)
                .execute(Tuple.of(programme, member.value(), name))
                .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getString(0));
    }

    @Override
    public Future<@Nullable String> pageOwner(int partition, String programme, String name) {
        return client.preparedQuery(PAGE_OWNER)
                .execute(Tuple.of(programme, name, partition))
                .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getString(0));
    }

    @Override
    public Future<@Nullable JournalEntry> operation(String operationId) {
        return client.preparedQuery(OPERATION)
                .execute(Tuple.of(FlushEntryReader.operationId(operationId)))
                .map(LedgerStateSource::only);
    }

    @Override
    public Future<@Nullable JournalEntry> entry(Position position) {
        return client.preparedQuery(ENTRY)
                .execute(Tuple.of(position.partition(), position.seq()))
                .map(LedgerStateSource::only);
    }

    @Override
    public Future<@Nullable JournalEntry> entry(String programme, MemberId member, long memberSeq) {
        return client.preparedQuery(MEMBER_ENTRY)
                .execute(Tuple.of(programme, member.value(), memberSeq))
                .map(LedgerStateSource::only);
    }

    private static @Nullable JournalEntry only(RowSet<Row> rows) {
        if (rows.size() == 0) {
            return null;
        }
        Row row = rows.iterator().next();
        String previous = row.getString("previous");
        String note = row.getString("note");
        return new JournalEntry(
                new Position(row.getInteger("partition"), row.getLong(SEQ)),
                row.getString("commit_id"),
                previous == null ? "" : previous,
                row.getString("body"),
                note == null ? "" : note);
    }
}
