package io.walaa.board;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import io.walaa.json.Json;
import io.walaa.programme.board.Score;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What leaderboards read in Postgres: entries from a position on, and everybody's score as it is. */
final class BoardLedger {
    private static final String FOLLOWER = "board";
    private static final String BEHIND = """
            SELECT p.partition, p.last_seq, f.seq FROM partition_state p
            LEFT JOIN follower_position f ON f.follower = $1 AND f.partition = p.partition
            WHERE p.owner = $2 AND (f.seq IS NULL OR f.seq < p.last_seq)
            """;
    private static final String ENTRIES = """
            SELECT programme, member, member_seq, body FROM entry
            WHERE partition = $1 AND seq > $2 AND seq <= $3 AND position('"r.' in body) > 0 ORDER BY seq
            """;
    private static final String MOVE = """
            INSERT INTO follower_position (follower, partition, seq) VALUES ($1, $2, $3)
            ON CONFLICT (follower, partition) DO UPDATE SET seq = excluded.seq WHERE follower_position.seq < excluded.seq
            """;
    private static final String SCORES = """
            SELECT member, seq, fields->>$2 AS score FROM member_fields
            WHERE programme = $1 AND member > $3 AND fields ? $2 ORDER BY member LIMIT $4
            """;
    /** What members had last said of a stretch that is over: late returns may still change it for a while. */
    private static final String LAST = """
            SELECT DISTINCT ON (member) member, member_seq, body FROM entry
            WHERE partition = $1 AND programme = $2 AND posted_at >= $3 AND posted_at < $4
            AND position($5 in body) > 0 ORDER BY member, member_seq DESC
            """;

    private static final String NAMES = """
            SELECT id, attributes->>$2 AS name FROM member
            WHERE programme = $1 AND id = ANY($3) AND erased_at IS NULL AND attributes ? $2
            """;

    private final Pool pool;

    BoardLedger(Pool pool) {
        this.pool = pool;
    }

    /**
     * A partition with entries to read.
     *
     * @param done up to where they were read; null if nobody ever did
     */
    record Behind(int partition, long last, @Nullable Long done) {}

    /** An entry that may change a score. */
    record Entry(String programme, String member, long seq, String body) {}

    /** The partitions of this node that have entries to read. */
    Future<List<Behind>> behind(String node) {
        return pool.preparedQuery(BEHIND).execute(Tuple.of(FOLLOWER, node)).map(rows -> {
            List<Behind> behind = new ArrayList<>();
            for (Row row : rows) {
                behind.add(new Behind(row.getInteger(0), row.getLong(1), row.getLong(2)));
            }
            return behind;
        });
    }

    Future<List<Entry>> entries(int partition, long after, long upTo) {
        return pool.preparedQuery(ENTRIES)
                .execute(Tuple.of(partition, after, upTo))
                .map(rows -> {
                    List<Entry> entries = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        entries.add(new Entry(row.getString(0), row.getString(1), row.getLong(2), row.getString(3)));
                    }
                    return entries;
                });
    }

    /** Notes up to where a partition was read; never goes back. */
    Future<Void> moved(int partition, long seq) {
        return pool.preparedQuery(MOVE)
                .execute(Tuple.of(FOLLOWER, partition, seq))
                .mapEmpty();
    }

    /** A score of one member as it is in Postgres. */
    record Standing(String member, long seq, Score score) {}

    /** Everybody's scores on a board, behind {@code after} by id. */
    Future<List<Standing>> standings(String programme, String board, String after, int limit) {
        return pool.preparedQuery(SCORES)
                .execute(Tuple.of(programme, Score.FAMILY + board, after, limit))
                .map(rows -> {
                    List<Standing> standings = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        Score score = Score.read(row.getString(2));
                        if (score != null) {
                            standings.add(new Standing(row.getString(0), row.getLong(1), score));
                        }
                    }
                    return standings;
                });
    }

    /**
     * The last scores of a stretch that is over, of one partition's members.
     *
     * @param from the first instant at which it may have been posted
     * @param until the first at which not
     */
    Future<List<Standing>> lastStandings(BoardKey key, int partition, OffsetDateTime from, OffsetDateTime until) {
        String fact = Score.FAMILY + key.board();
        String mark = "\"" + fact + "\":\"" + Long.toString(key.window(), 36) + ".";
        return pool.preparedQuery(LAST)
                .execute(Tuple.of(partition, key.programme(), from, until, mark))
                .map(rows -> {
                    List<Standing> standings = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        Score score = Score.read(
                                Json.read(row.getString(2)).path("f").path(fact).textValue());
                        if (score != null) {
                            standings.add(new Standing(row.getString(0), row.getLong(1), score));
                        }
                    }
                    return standings;
                });
    }

    /** What other members see of these, by id; those without are left out. */
    Future<Map<String, String>> names(String programme, String attribute, List<String> members) {
        return pool.preparedQuery(NAMES)
                .execute(Tuple.of(programme, attribute, members.toArray(new String[0])))
                .map(rows -> {
                    Map<String, String> names = new LinkedHashMap<>();
                    rows.forEach(row -> names.put(row.getString(0), row.getString(1)));
                    return names;
                });
    }
}
