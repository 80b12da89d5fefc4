package io.walaa.recovery;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import io.walaa.journal.Partitions;
import io.walaa.journal.Replies;
import io.walaa.member.MemberFields;
import io.walaa.store.redis.KeyScan;
import io.walaa.store.redis.RedisNodes;
import io.walaa.store.redis.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Compares members' hot states in Redis with what the ledger has of them. Both are folds of the same entries, so at the
 * same member sequence they must say the same; where one is ahead of the other, nothing can be said yet.
 */
public final class Reconcile {
    private static final int KEYS_PER_LOOK = 500;
    private static final String LEDGER = """
            SELECT asked.place, s.seq, s.fields
            FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked(programme, member, place)
            JOIN member_fields s ON s.programme = asked.programme AND s.member = asked.member
            """;

    private final RedisNodes redis;
    private final SqlClient postgres;
    private final Partitions partitions;

    public Reconcile(RedisNodes redis, SqlClient postgres, Partitions partitions) {
        this.redis = redis;
        this.postgres = postgres;
        this.partitions = partitions;
    }

    /**
     * A member whose hot state is not what the ledger has of it.
     *
     * @param key in Redis
     * @param fields names of those that differ
     */
    public record Drift(int partition, String programme, String member, String key, List<String> fields) {}

    /**
     * What one look came to.
     *
     * @param cursor where the next look goes on; {@code 0} after the last
     * @param compared members that could be compared
     */
    public record Look(String cursor, int compared, List<Drift> drifts) {}

    private record Hot(String key, String programme, String member, Map<String, String> fields) {}

    /** Looks at the next few hundred keys from {@code cursor}, {@code 0} to begin. */
    public Future<Look> look(String cursor) {
        return KeyScan.next(redis, cursor, "{*}:m:*", KEYS_PER_LOOK)
                .compose(page -> since().compose(since -> hot(page.keys(), since))
                        .compose(this::compare)
                        .map(look -> new Look(page.cursor(), look.compared(), look.drifts())));
    }

    /** The generation of each partition's last rebuild: hashes from before it do not count any more. */
    private Future<long[]> since() {
        List<Future<Response>> asked = new ArrayList<>();
        for (int partition = 0; partition < partitions.count(); partition++) {
            asked.add(redis.send(
                    partitions.slot(partition),
                    Request.cmd(Command.HGET).arg(partitions.meta(partition)).arg("since")));
        }
        return Future.all(asked).map(all -> {
            long[] since = new long[asked.size()];
            for (int partition = 0; partition < since.length; partition++) {
                Response one = asked.get(partition).result();
                since[partition] = one == null ? Long.MAX_VALUE : one.toLong();
            }
            return since;
        });
    }

    private Future<List<Hot>> hot(List<String> keys, long[] since) {
        List<Future<Response>> asked = new ArrayList<>();
        keys.forEach(key -> asked.add(
                redis.send(Slot.ofKey(key), Request.cmd(Command.HGETALL).arg(key))));
        return asked.isEmpty()
                ? Future.succeededFuture(List.of())
                : Future.all(asked).map(all -> {
                    List<Hot> hot = new ArrayList<>();
                    for (int i = 0; i < keys.size(); i++) {
                        Map<String, String> fields = fields(asked.get(i).result());
                        String key = keys.get(i);
                        String stamp = fields.get("gen");
                        if (stamp != null && Long.parseLong(stamp) >= since[partitions.ofKey(key)]) {
                            String[] part = key.substring(key.indexOf("}:") + 2).split(":", 3);
                            hot.add(new Hot(key, part[1], part[2], fields));
                        }
                    }
                    return hot;
                });
    }

    private static Map<String, String> fields(Response hash) {
        if (!hash.isMap()) {
            return Replies.hash(hash);
        }
        Map<String, String> fields = new HashMap<>();
        hash.getKeys().forEach(name -> fields.put(name, hash.get(name).toString()));
        return fields;
    }

    private Future<Look> compare(List<Hot> hot) {
        String[] programmes = hot.stream().map(Hot::programme).toArray(String[]::new);
        String[] members = hot.stream().map(Hot::member).toArray(String[]::new);
        return postgres.preparedQuery(LEDGER)
                .execute(Tuple.tuple().addValue(programmes).addValue(members))
                .map(rows -> {
                    int compared = 0;
                    List<Drift> drifts = new ArrayList<>();
                    for (Row row : rows) {
                        Hot one = hot.get((int) (row.getLong("place") - 1));
                        if (row.getLong("seq").toString().equals(one.fields.get("seq"))) {
                            compared++;
                            List<String> differing = differing(one.fields, row.getJsonObject("fields"));
                            if (!differing.isEmpty()) {
                                drifts.add(new Drift(
                                        partitions.ofKey(one.key), one.programme, one.member, one.key, differing));
                            }
                        }
                    }
                    return new Look("0", compared, drifts);
                });
    }

    private static List<String> differing(Map<String, String> hot, JsonObject ledger) {
        TreeSet<String> names = new TreeSet<>(hot.keySet());
        names.addAll(ledger.fieldNames());
        names.removeIf(name -> MemberFields.ofTheScript(name)
                || String.valueOf(hot.get(name)).equals(String.valueOf(ledger.getValue(name))));
        return List.copyOf(names);
    }
}
