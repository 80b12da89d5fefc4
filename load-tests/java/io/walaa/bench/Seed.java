package io.walaa.bench;

import io.walaa.access.KeyText;
import io.walaa.journal.Partitions;
import io.walaa.member.MemberId;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.postgresql.PGConnection;

/**
 * Fills a running, idle deployment: the example programme, an API key (printed), and members that are hot in Redis and
 * known to Postgres as if each had one entry. That entry is an opening balance without a row in the ledger, which keeps
 * a million members a matter of seconds; every entry after it is the server's own.
 *
 * <p>Arguments: {@code postgres=} JDBC URL, {@code redis=}, and {@code groups=first:count:lots:points[:seconds],…}; with
 * seconds, the first lot expires that long from now instead of in 200 days.
 */
public final class Seed {
    static final String PROGRAMME = "nakheel";
    private static final int CHUNK = 20_000;
    private static final long DAY = 86_400;
    private static final String SCOPES = "{read,earn,redeem,members,programme,operate}";

    private final Connection postgres;
    private final RedisPipe redis;
    private final long now = System.currentTimeMillis() / 1000;

    private Seed(Connection postgres, RedisPipe redis) {
        this.postgres = postgres;
        this.redis = redis;
    }

    public static void main(String[] words) throws Exception {
        Arguments arguments = Arguments.of(words);
        try (Connection postgres = DriverManager.getConnection(arguments.text("postgres"));
                RedisPipe redis = new RedisPipe(URI.create(arguments.text("redis")))) {
            Seed seed = new Seed(postgres, redis);
            seed.programme();
            String before = redis.call("INFO", "memory");
            for (String group : arguments.text("groups").split(",")) {
                String[] part = group.split(":");
                seed.members(
                        Long.parseLong(part[0]),
                        Integer.parseInt(part[1]),
                        Integer.parseInt(part[2]),
                        Long.parseLong(part[3]),
                        part.length > 4 ? Long.parseLong(part[4]) : 0);
            }
            System.out.println("redisBytes=" + (used(redis.call("INFO", "memory")) - used(before)));
            System.out.println("key=" + seed.key());
        }
    }

    private static long used(String info) {
        return info.lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line -> Long.parseLong(line.substring(12).strip()))
                .sum();
    }

    private void programme() throws Exception {
        String document;
        try (InputStream in = Seed.class.getResourceAsStream("/programmes/" + PROGRAMME + ".yaml")) {
            document = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        try (PreparedStatement programme =
                postgres.prepareStatement("insert into programme (id) values (?) on conflict do nothing")) {
            programme.setString(1, PROGRAMME);
            if (programme.executeUpdate() == 0) {
                return;
            }
        }
        try (PreparedStatement version = postgres.prepareStatement("""
                insert into programme_version (programme, n, document, format, hash, author, note, activates_at)
                values (?, 1, ?, 'yaml', ?, 'bench', '', clock_timestamp())
                """)) {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            version.setString(1, PROGRAMME);
            version.setString(2, document);
            version.setString(3, HexFormat.of().formatHex(sha.digest(document.getBytes(StandardCharsets.UTF_8))));
            version.executeUpdate();
        }
    }

    private String key() throws SQLException {
        KeyText key = KeyText.create(new SecureRandom());
        byte[] secret;
        try (Statement query = postgres.createStatement();
                ResultSet row = query.executeQuery("select hash_secret from deployment")) {
            row.next();
            secret = row.getBytes(1);
        }
        try (PreparedStatement insert = postgres.prepareStatement(
                "insert into api_key (id, hash, name, programme, scopes) values (?, ?, 'bench', ?, ?::text[])")) {
            insert.setString(1, key.id());
            insert.setString(2, key.hash(new SecretKeySpec(secret, "HmacSHA256")));
            insert.setString(3, PROGRAMME);
            insert.setString(4, SCOPES);
            insert.executeUpdate();
        }
        return key.text();
    }

    /** Members with {@code lots} lots of {@code points} each, one expiring a day from the 200th on. */
    private void members(long first, int count, int lots, long points, long dueSeconds) throws SQLException, IOException {
        Partitions partitions = new Partitions(number("select partitions from deployment"));
        String[] generations = new String[partitions.count()];
        for (int i = 0; i < generations.length; i++) {
            generations[i] = redis.call("HGET", partitions.meta(i), "gen");
        }
        long firstExpiry = dueSeconds > 0 ? now + dueSeconds : now / DAY * DAY + 200 * DAY;
        List<String> fields = new ArrayList<>(List.of("t", Long.toString(now * 1000)));
        for (int lot = 0; lot < lots; lot++) {
            fields.add("l.points." + Long.toString(firstExpiry + lot * DAY, 36));
            fields.add(Long.toString(points));
        }
        String json = json(fields);
        String due = Instant.ofEpochSecond(firstExpiry).toString();
        for (int done = 0; done < count; done += CHUNK) {
            StringBuilder directory = new StringBuilder();
            StringBuilder states = new StringBuilder();
            for (long number = first + done; number < first + Math.min(count, done + CHUNK); number++) {
                String id = Members.id(number);
                int partition = partitions.of(PROGRAMME, new MemberId(id));
                directory.append(PROGRAMME).append('\t').append(id).append("\t{}\n");
                states.append("1\t0\t").append(due).append('\t').append(partition).append("\tf\t");
                states.append(PROGRAMME).append('\t').append(id).append("\t{}\t").append(json).append('\n');
                List<String> command = new ArrayList<>(fields.size() + 8);
                command.add("HSET");
                command.add(partitions.member(partition, PROGRAMME, new MemberId(id)));
                command.addAll(List.of("seq", "1", "at", "0", "gen", generations[partition]));
                command.addAll(fields);
                redis.send(command);
            }
            copy("copy member (programme, id, initial) from stdin", directory);
            copy(
                    "copy member_state (seq, at, next_due, partition, pages, programme, member, recent, fields) from stdin",
                    states);
            redis.settle();
        }
    }

    private static String json(List<String> fields) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < fields.size(); i += 2) {
            json.append(i == 0 ? "" : ",").append('"').append(fields.get(i)).append("\":\"");
            json.append(fields.get(i + 1)).append('"');
        }
        return json.append('}').toString();
    }

    private void copy(String sql, StringBuilder rows) throws SQLException, IOException {
        postgres.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, new StringReader(rows.toString()));
    }

    private int number(String sql) throws SQLException {
        try (Statement query = postgres.createStatement();
                ResultSet row = query.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
