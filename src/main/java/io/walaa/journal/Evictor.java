package io.walaa.journal;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.walaa.store.redis.RedisLink;
import io.walaa.store.redis.RedisNodes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each Redis below its limit: from 70 % of {@code maxmemory} on it looks at keys in turn and forgets the half
 * that was idle longest of those it sees, if Postgres has them. From 85 % on commits are refused as busy.
 */
public final class Evictor {
    private static final Logger LOG = LoggerFactory.getLogger(Evictor.class);
    private static final int PERIOD_MILLIS = 1_000;
    private static final double EVICT_FROM = 0.70;
    private static final double BUSY_FROM = 0.85;
    private static final int KEYS_PER_LOOK = 1_000;
    private static final int LOOKS_PER_PERIOD = 20;

    private final Vertx vertx;
    private final RedisNodes redis;
    private final Journal journal;
    private final Partitions partitions;
    private final Map<RedisLink, Room> rooms = new HashMap<>();
    private boolean working;
    private long timer;
    private volatile double[] used;

    /** How full one Redis is, and which of its keys are to be looked at next. */
    private static final class Room {
        private String cursor = "0";
        private double used;
        private boolean full;
    }

    public Evictor(Vertx vertx, RedisNodes redis, Journal journal, Partitions partitions) {
        this.vertx = vertx;
        this.redis = redis;
        this.journal = journal;
        this.partitions = partitions;
        this.used = new double[partitions.count()];
    }

    /** Begins; call on the event loop of the connections. */
    public void start() {
        timer = vertx.setPeriodic(PERIOD_MILLIS, tick -> tick());
    }

    public void close() {
        vertx.cancelTimer(timer);
    }

    /** Whether the Redis of a partition is so full that nothing more may be committed. Any thread. */
    public boolean busy(int partition) {
        return used[partition] >= BUSY_FROM;
    }

    /** The share of {@code maxmemory} in use, where it is largest. Any thread. */
    public double used() {
        return Arrays.stream(used).max().orElse(0);
    }

    private void tick() {
        if (working) {
            return;
        }
        working = true;
        rooms.keySet().retainAll(redis.masters());
        List<Future<Void>> looks = new ArrayList<>();
        for (RedisLink link : redis.masters()) {
            if (link.ready()) {
                looks.add(keepRoom(link, rooms.computeIfAbsent(link, fresh -> new Room())));
            }
        }
        (looks.isEmpty() ? Future.succeededFuture() : Future.join(looks)).onComplete(done -> working = false);
    }

    private Future<Void> keepRoom(RedisLink link, Room room) {
        return measure(link, room)
                .compose(share ->
                        share >= EVICT_FROM ? look(link, room, LOOKS_PER_PERIOD) : Future.<Void>succeededFuture())
                .onFailure(failure -> LOG.debug("nothing was evicted", failure));
    }

    private Future<Double> measure(RedisLink link, Room room) {
        return link.send(Request.cmd(Command.INFO).arg("memory")).map(info -> {
            double memory = 0;
            double limit = 0;
            for (String line : info.toString().split("\r\n")) {
                if (line.startsWith("used_memory:")) {
                    memory = Double.parseDouble(line.substring("used_memory:".length()));
                } else if (line.startsWith("maxmemory:")) {
                    limit = Double.parseDouble(line.substring("maxmemory:".length()));
                }
            }
            room.used = limit == 0 ? 0 : memory / limit;
            tell();
            warn(link, room);
            return room.used;
        });
    }

    /** Once when it gets full, and once when there is room again. */
    private static void warn(RedisLink link, Room room) {
        boolean full = room.used >= BUSY_FROM;
        if (full && !room.full) {
            LOG.warn(
                    "Redis at {} is full ({} % of its maxmemory): writes are refused",
                    link.address(), Math.round(100 * room.used));
        } else if (room.full && !full) {
            LOG.info("Redis at {} has room again", link.address());
        }
        room.full = full;
    }

    private void tell() {
        double[] now = new double[partitions.count()];
        for (int partition = 0; partition < now.length; partition++) {
            Room room = rooms.get(redis.at(partitions.slot(partition)));
            now[partition] = room == null ? 0 : room.used;
        }
        used = now;
    }

    private Future<Void> look(RedisLink link, Room room, int looks) {
        if (looks == 0) {
            return Future.succeededFuture();
        }
        return link.send(Request.cmd(Command.SCAN).arg(room.cursor).arg("COUNT").arg(KEYS_PER_LOOK))
                .compose(page -> {
                    room.cursor = page.get(0).toString();
                    List<String> keys = new ArrayList<>();
                    page.get(1).forEach(key -> {
                        if (evictable(key.toString())) {
                            keys.add(key.toString());
                        }
                    });
                    return evictIdlest(link, keys);
                })
                .compose(done -> measure(link, room))
                .compose(share -> share >= EVICT_FROM ? look(link, room, looks - 1) : Future.succeededFuture());
    }

    private static boolean evictable(String key) {
        int kind = key.indexOf("}:") + 2;
        return key.startsWith("m:", kind) || key.startsWith("p:", kind);
    }

    private record Idle(String key, long seconds) {}

    private Future<Void> evictIdlest(RedisLink link, List<String> keys) {
        List<Future<Response>> asked = new ArrayList<>();
        for (String key : keys) {
            asked.add(link.send(Request.cmd(Command.OBJECT).arg("IDLETIME").arg(key)));
        }
        if (asked.isEmpty()) {
            return Future.succeededFuture();
        }
        return Future.join(asked).transform(all -> {
            List<Idle> idle = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                Response seconds = asked.get(i).succeeded() ? asked.get(i).result() : null;
                if (seconds != null) {
                    idle.add(new Idle(keys.get(i), seconds.toLong()));
                }
            }
            idle.sort(Comparator.comparingLong(Idle::seconds).reversed());
            return evict(idle.subList(0, (idle.size() + 1) / 2));
        });
    }

    /** What one call forgets: keys of one partition. */
    private record Cold(List<String> members, List<Journal.PageKey> pages) {}

    private Future<Void> evict(List<Idle> idlest) {
        Map<Integer, Cold> cold = new HashMap<>();
        for (Idle idle : idlest) {
            sort(
                    idle.key(),
                    cold.computeIfAbsent(
                            partitions.ofKey(idle.key()), fresh -> new Cold(new ArrayList<>(), new ArrayList<>())));
        }
        List<Future<Integer>> evicted = new ArrayList<>();
        cold.forEach((partition, keys) -> evicted.add(journal.evict(partition, keys.members, keys.pages)));
        return evicted.isEmpty()
                ? Future.succeededFuture()
                : Future.join(evicted).otherwiseEmpty().mapEmpty();
    }

    private static void sort(String key, Cold cold) {
        int kind = key.indexOf("}:") + 2;
        String[] part = key.substring(kind).split(":", 4);
        if (part[0].equals("m")) {
            cold.members.add(key);
        } else if (!part[2].equals("house")) {
            // p:<programme>:<member>:<name>, but a house member's id has colons itself: its pages stay.
            cold.pages.add(new Journal.PageKey(key, key.substring(0, kind) + "m:" + part[1] + ":" + part[2]));
        }
    }
}
