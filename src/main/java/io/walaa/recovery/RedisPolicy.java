package io.walaa.recovery;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.walaa.journal.AckLevel;
import java.util.HashMap;
import java.util.Map;

/**
 * How a Redis keeps what it acknowledged.
 *
 * @param level what an acknowledged write survives
 * @param maxmemory its limit in bytes
 */
public record RedisPolicy(AckLevel level, long maxmemory) {
    /** A Redis whose settings make it useless for us. */
    public static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unfit(String message) {
            super(message, null, false, false);
        }
    }

    /** Reads and judges the settings; fails with {@link Unfit} if members could vanish under memory pressure. */
    public static Future<RedisPolicy> of(RedisConnection connection) {
        return connection
                .send(Request.cmd(Command.CONFIG)
                        .arg("GET")
                        .arg("appendonly")
                        .arg("appendfsync")
                        .arg("maxmemory")
                        .arg("maxmemory-policy"))
                .map(RedisPolicy::settings)
                .map(RedisPolicy::of);
    }

    private static RedisPolicy of(Map<String, String> settings) {
        long maxmemory = Long.parseLong(settings.getOrDefault("maxmemory", "0"));
        if (maxmemory == 0) {
            throw new Unfit("Redis has no maxmemory: set one, so that members can be evicted to Postgres in time");
        }
        if (!"noeviction".equals(settings.get("maxmemory-policy"))) {
            throw new Unfit("Redis must have maxmemory-policy noeviction: any other drops balances");
        }
        boolean disk = "yes".equals(settings.get("appendonly")) && "always".equals(settings.get("appendfsync"));
        return new RedisPolicy(disk ? AckLevel.DISK : AckLevel.MEMORY, maxmemory);
    }

    private static Map<String, String> settings(Response reply) {
        Map<String, String> settings = new HashMap<>();
        if (reply.isMap()) {
            reply.getKeys().forEach(key -> settings.put(key, reply.get(key).toString()));
        } else {
            for (int i = 0; i + 1 < reply.size(); i += 2) {
                settings.put(reply.get(i).toString(), reply.get(i + 1).toString());
            }
        }
        return settings;
    }
}
