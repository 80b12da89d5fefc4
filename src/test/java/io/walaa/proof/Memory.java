package io.walaa.proof;

import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.walaa.journal.Partitions;
import io.walaa.member.MemberId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What Redis has, looked at past the wires and without the server's scripts. */
final class Memory {
    private final Redis redis;
    private final Pool postgres;
    private final Partitions partitions = new Partitions(Site.PARTITIONS);

    Memory(Redis redis, Pool postgres) {
        this.redis = redis;
        this.postgres = postgres;
    }

    /** Partitions whose journal is not wholly in Postgres, or whose meta does not say so; those set aside left out. */
    List<String> undrained() {
        List<String> open = new ArrayList<>();
        ledger().forEach((partition, last) -> {
            List<String> meta = meta(partition);
            boolean drained = meta.get(0).equals(meta.get(1)) && meta.get(0).equals(Long.toString(last));
            if (!drained && !(last == 0 && meta.get(0).isEmpty())) {
                open.add("partition " + partition + ": Redis has " + meta.get(0) + " and " + meta.get(1)
                        + " of it flushed, Postgres has " + last);
            }
        });
        return open;
    }

    /** The last sequence of each partition's journal; of those that have one. */
    Map<Integer, Long> ends() {
        Map<Integer, Long> ends = new TreeMap<>();
        for (int partition = 0; partition < partitions.count(); partition++) {
            String seq = meta(partition).get(0);
            if (!seq.isEmpty()) {
                ends.put(partition, Long.parseLong(seq));
            }
        }
        return ends;
    }

    /** Whether Postgres has these sequences. */
    boolean flushed(Map<Integer, Long> ends) {
        Map<Integer, Long> ledger = ledger();
        return ends.entrySet().stream()
                .allMatch(end -> ledger.getOrDefault(end.getKey(), Long.MAX_VALUE) >= end.getValue());
    }

    /** How many partitions wait for an operator. */
    long setAside() {
        return count("SELECT count(*) FROM partition_state WHERE quarantine IS NOT NULL");
    }

    private long count(String query) {
        return postgres.query(query).execute().await().iterator().next().getLong(0);
    }

    /** How many transfers are on their way; what a lost tail left open is taken up again after 20 s. */
    long onTheWay() {
        return count("SELECT count(*) FROM member_fields WHERE EXISTS"
                + " (SELECT FROM jsonb_object_keys(fields) AS field WHERE field LIKE 'w.%')");
    }

    /** Whether no partition waits for idempotency records from the ledger since it was rebuilt. */
    boolean hasAllRecords() {
        for (int partition = 0; partition < partitions.count(); partition++) {
            Response meta = redis.send(Request.cmd(Command.HMGET)
                            .arg(partitions.meta(partition))
                            .arg("since")
                            .arg("loaded"))
                    .await();
            if (meta.get(0) == null || !meta.get(0).equals(meta.get(1))) {
                return false;
            }
        }
        return true;
    }

    /** Partitions of which Redis has forgotten entries that Postgres does not have. */
    List<String> trimmedTooFar() {
        Map<Integer, String> first = new HashMap<>();
        Map<Integer, Long> last = new HashMap<>();
        for (int partition = 0; partition < partitions.count(); partition++) {
            List<String> meta = meta(partition);
            Response range = redis.send(Request.cmd(Command.XRANGE)
                            .arg(partitions.journal(partition))
                            .arg("-")
                            .arg("+")
                            .arg("COUNT")
                            .arg(1))
                    .await();
            // Read again: what was emptied meanwhile says nothing.
            if (!meta.get(0).isEmpty() && meta.get(2).equals(meta(partition).get(2))) {
                last.put(partition, Long.parseLong(meta.get(0)));
                first.put(
                        partition, range.size() == 0 ? "" : range.get(0).get(0).toString());
            }
        }
        List<String> found = new ArrayList<>();
        // Postgres last: it only has more by now.
        ledger().forEach((partition, flushed) -> {
            if (!last.containsKey(partition)) {
                return;
            }
            String id = first.get(partition);
            long from = id.isEmpty() ? last.get(partition) + 1 : Long.parseLong(id.replace("-0", ""));
            if (from > flushed + 1) {
                found.add("partition " + partition + " begins at " + from + ", Postgres has " + flushed);
            }
        });
        return found;
    }

    private Map<Integer, Long> ledger() {
        Map<Integer, Long> ledger = new TreeMap<>();
        for (Row row : postgres.query("SELECT partition, last_seq FROM partition_state WHERE quarantine IS NULL")
                .execute()
                .await()) {
            ledger.put(row.getInteger(0), row.getLong(1));
        }
        return ledger;
    }

    private List<String> meta(int partition) {
        Response meta = redis.send(Request.cmd(Command.HMGET)
                        .arg(partitions.meta(partition))
                        .arg("seq")
                        .arg("flushed")
                        .arg("gen")
                        .arg("since"))
                .await();
        return meta.stream().map(value -> value == null ? "" : value.toString()).toList();
    }

    /** The commit ids of the entries that journals still have, by partition and sequence. */
    Map<Integer, Map<Long, String>> journals() {
        Map<Integer, Map<Long, String>> journals = new TreeMap<>();
        for (int partition = 0; partition < partitions.count(); partition++) {
            Map<Long, String> journal = new TreeMap<>();
            Response range = redis.send(Request.cmd(Command.XRANGE)
                            .arg(partitions.journal(partition))
                            .arg("-")
                            .arg("+"))
                    .await();
            for (Response entry : range) {
                Response fields = entry.get(1);
                for (int i = 0; i + 1 < fields.size(); i += 2) {
                    if (fields.get(i).toString().equals("c")) {
                        journal.put(
                                Long.parseLong(entry.get(0).toString().replace("-0", "")),
                                fields.get(i + 1).toString());
                    }
                }
            }
            journals.put(partition, journal);
        }
        return journals;
    }

    /** The hashes of members that are there, without what belongs to Redis alone. */
    Map<String, JsonObject> members(String programme, List<String> members) {
        Map<String, JsonObject> hot = new TreeMap<>();
        for (String member : members) {
            MemberId id = new MemberId(member);
            int partition = partitions.of(programme, id);
            Response hash = redis.send(Request.cmd(Command.HGETALL).arg(partitions.member(partition, programme, id)))
                    .await();
            JsonObject fields = new JsonObject();
            for (String field : new TreeSet<>(hash.getKeys())) {
                fields.put(field, hash.get(field).toString());
            }
            String since = meta(partition).get(3);
            // One from before the last rebuild counts no more: it is read from Postgres when it is asked for.
            boolean good = !since.isEmpty() && Long.parseLong(fields.getString("gen", "-1")) >= Long.parseLong(since);
            List.of("gen", "at", "pages").forEach(fields::remove);
            if (good && !fields.getString("seq", "0").equals("0")) {
                hot.put(member, fields);
            }
        }
        return hot;
    }
}
