package io.walaa.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.walaa.cli.Finding.Level;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether a Redis keeps what it is told, and what an acknowledgement of it is worth. */
final class RedisCheck {
    private static final int MAJOR_VERSION_MIN = 7;
    private static final List<String> POLICY = List.of("appendonly", "appendfsync", "no-appendfsync-on-rewrite");

    private RedisCheck() {}

    static Future<List<Finding>> run(Vertx vertx, URI url) {
        var redis = Redis.createClient(vertx, url.toString());
        return redis.send(Request.cmd(Command.INFO))
                .map(reply -> judgeInformation(information(reply.toString())))
                .compose(findings -> policy(redis).map(more -> {
                    var all = new ArrayList<>(findings);
                    all.addAll(more);
                    return List.copyOf(all);
                }))
                .eventually(redis::close);
    }

    private static Map<String, String> information(String text) {
        return text.lines()
                .filter(line -> !line.startsWith("#") && line.contains(":"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')),
                        line -> line.substring(line.indexOf(':') + 1).trim(),
                        (first, second) -> first));
    }

    private static List<Finding> judgeInformation(Map<String, String> found) {
        var version = found.getOrDefault("redis_version", "0");
        var maxMemory = Long.parseLong(found.getOrDefault("maxmemory", "0"));
        var policy = found.getOrDefault("maxmemory_policy", "unknown");
        return List.of(
                Finding.expect(
                        Integer.parseInt(version.split("\\.")[0]) >= MAJOR_VERSION_MIN,
                        Level.FAIL,
                        "Redis",
                        version,
                        "needs " + MAJOR_VERSION_MIN + " or newer"),
                Finding.expect(
                        maxMemory > 0,
                        Level.FAIL,
                        "Redis maxmemory",
                        (maxMemory >> 20) + " MiB",
                        "must be set, so that memory pressure is seen before it hurts"),
                Finding.expect(
                        policy.equals("noeviction"),
                        Level.FAIL,
                        "Redis maxmemory-policy",
                        policy,
                        "must be noeviction, or Redis drops what is not in the ledger yet"));
    }

    /** Hosted Redis often forbids CONFIG: then this cannot be judged, which is no failure. */
    private static Future<List<Finding>> policy(Redis redis) {
        var request = Request.cmd(Command.CONFIG).arg("GET");
        POLICY.forEach(request::arg);
        return redis.send(request)
                .map(reply -> POLICY.stream()
                        .map(name -> judgePolicy(name, String.valueOf(reply.get(name))))
                        .toList())
                .otherwise(forbidden ->
                        List.of(Finding.warn("Redis durability", "cannot be read: " + forbidden.getMessage())));
    }

    private static Finding judgePolicy(String name, String value) {
        return switch (name) {
            case "appendonly" ->
                Finding.expect(
                        value.equals("yes"),
                        Level.FAIL,
                        "Redis " + name,
                        value,
                        "must be yes, or a restart loses what is not in the ledger yet");
            case "appendfsync" ->
                Finding.expect(
                        value.equals("always"),
                        Level.WARN,
                        "Redis " + name,
                        value,
                        "an acknowledgement means \"memory\"; \"always\" makes it \"disk\"");
            default ->
                Finding.expect(
                        value.equals("no"),
                        Level.WARN,
                        "Redis " + name,
                        value,
                        "writes are not synced while the file is rewritten");
        };
    }
}
