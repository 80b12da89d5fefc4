package io.walaa.proof.check;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that Postgres has, read with SQL of our own.
 *
 * @param entries of all programmes, by partition and sequence
 * @param partitions by number
 * @param members of the programme: its hot state as the flusher folded it, and its sequence under {@code seq}
 * @param totals of the programme by account
 * @param duplicates how many entries repeated an operation
 * @param twice sequences that two rows claim
 */
public record Ledger(
        String programme,
        Map<Integer, TreeMap<Long, Entry>> entries,
        Map<Integer, Partition> partitions,
        Map<String, JsonObject> members,
        Map<String, Long> totals,
        long duplicates,
        List<String> twice) {
    /** How far a partition is; {@code quarantine} is null while all is well. */
    public record Partition(long lastSeq, String lastCommit, String quarantine) {}

    /** Reads it. */
    public static Ledger read(SqlClient postgres, String programme) {
        Map<String, List<Entry.Line>> lines = new HashMap<>();
        for (Row row : postgres.query("SELECT partition, seq, debit, credit, amount, expires FROM transfer"
                        + " ORDER BY partition, seq, line")
                .execute()
                .await()) {
            OffsetDateTime expires = row.getOffsetDateTime("expires");
            lines.computeIfAbsent(row.getInteger(0) + "/" + row.getLong(1), at -> new ArrayList<>())
                    .add(Entry.Line.of(
                            row.getString("debit"),
                            row.getString("credit"),
                            row.getLong("amount"),
                            expires == null ? Entry.NEVER : expires.toEpochSecond()));
        }
        List<String> twice = new ArrayList<>();
        Map<Integer, TreeMap<Long, Entry>> entries = new TreeMap<>();
        for (Row row : postgres.query(
                        "SELECT partition, seq, programme, member, member_seq, commit_id, type, body, note FROM entry")
                .execute()
                .await()) {
            int partition = row.getInteger("partition");
            long seq = row.getLong("seq");
            String note = row.getString("note");
            Entry entry = new Entry(
                    partition,
                    seq,
                    (row.getString("programme").equals(programme) ? "" : row.getString("programme") + ":")
                            + row.getString("member"),
                    row.getLong("member_seq"),
                    row.getString("commit_id"),
                    row.getString("type"),
                    new JsonObject(row.getString("body")),
                    note == null ? new JsonObject() : new JsonObject(note),
                    lines.getOrDefault(partition + "/" + seq, List.of()));
            Entry other =
                    entries.computeIfAbsent(partition, any -> new TreeMap<>()).put(seq, entry);
            if (other != null) {
                twice.add(other + " and " + entry);
            }
        }
        Map<Integer, Partition> partitions = new TreeMap<>();
        for (Row row : postgres.query("SELECT partition, last_seq, last_commit, quarantine FROM partition_state")
                .execute()
                .await()) {
            partitions.put(row.getInteger(0), new Partition(row.getLong(1), row.getString(2), row.getString(3)));
        }
        Map<String, JsonObject> members = new HashMap<>();
        for (Row row : postgres.preparedQuery("SELECT member, seq, fields FROM member_fields WHERE programme = $1")
                .execute(Tuple.of(programme))
                .await()) {
            members.put(
                    row.getString(0),
                    ((JsonObject) row.getValue("fields")).copy().put("seq", Long.toString(row.getLong(1))));
        }
        Map<String, Long> totals = new HashMap<>();
        for (Row row : postgres.preparedQuery("SELECT account, sum(amount)::bigint FROM account_total"
                        + " WHERE programme = $1 GROUP BY account")
                .execute(Tuple.of(programme))
                .await()) {
            totals.put(row.getString(0), row.getLong(1));
        }
        long duplicates = postgres.query("SELECT count(*) FROM duplicate")
                .execute()
                .await()
                .iterator()
                .next()
                .getLong(0);
        return new Ledger(programme, entries, partitions, members, totals, duplicates, twice);
    }

    /** The entries of the programme's members, each member's in order. */
    Map<String, List<Entry>> byMember() {
        Map<String, List<Entry>> byMember = new TreeMap<>();
        entries.values()
                .forEach(partition -> partition.values().stream()
                        .filter(entry ->
                                !entry.member().contains(":") || entry.member().startsWith("house:"))
                        .forEach(entry -> byMember.computeIfAbsent(entry.member(), member -> new ArrayList<>())
                                .add(entry)));
        return byMember;
    }
}
