package io.walaa.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.walaa.cli.Finding.Level;
import io.walaa.store.redis.RedisLink;
import io.walaa.store.redis.RedisNodes;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether a Redis, or each master of a cluster, keeps what it is told, and what its acknowledgement is worth. */
final class RedisCheck {
    private static final int MAJOR_VERSION_MIN = 7;
    private static final List<String> POLICY = List.of("appendonly", "appendfsync", "no-appendfsync-on-rewrite");
    private static final String FULL_COVERAGE = "cluster-require-full-coverage";

    private RedisCheck() {}

    static Future<List<Finding>> run(Vertx vertx, URI url) {
        return OpenRedis.with(vertx, url, RedisCheck::run);
    }

    private static Future<List<Finding>> run(RedisNodes redis) {
        boolean several = redis.masters().size() > 1;
        Future<List<Finding>> findings = Future.succeededFuture(List.of());
        for (RedisLink master : redis.masters()) {
            String name = several ? "Redis " + master.url().getAuthority().replaceAll(".*@", "") : "Redis";
            findings = findings.compose(before -> master(master, name).map(more -> joined(before, more)));
        }
        return findings;
    }

    private static Future<List<Finding>> master(RedisLink master, String name) {
        return master.send(Request.cmd(Command.INFO))
                .map(reply -> information(reply.toString()))
                .compose(found -> policy(master, name, "1".equals(found.get("cluster_enabled")))
                        .map(policy -> joined(judgeInformation(name, found), policy)))
                .otherwise(silent -> List.of(Finding.fail(name, "does not answer: " + silent.getMessage())));
    }

    private static List<Finding> joined(List<Finding> some, List<Finding> others) {
        List<Finding> all = new ArrayList<>(some);
        all.addAll(others);
        return List.copyOf(all);
    }

    private static Map<String, String> information(String text) {
        return text.lines()
                .filter(line -> !line.startsWith("#") && line.contains(":"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')),
                        line -> line.substring(line.indexOf(':') + 1).trim(),
                        (first, second) -> first));
    }

    private static List<Finding> judgeInformation(String name, Map<String, String> found) {
        var version = found.getOrDefault("redis_version", "0");
        var maxMemory = Long.parseLong(found.getOrDefault("maxmemory", "0"));
        var policy = found.getOrDefault("maxmemory_policy", "unknown");
        return List.of(
                Finding.expect(
                        Integer.parseInt(version.split("\\.")[0]) >= MAJOR_VERSION_MIN,
                        Level.FAIL,
                        name,
                        version,
                        "needs " + MAJOR_VERSION_MIN + " or newer"),
                Finding.expect(
                        maxMemory > 0,
                        Level.FAIL,
                        name + " maxmemory",
                        (maxMemory >> 20) + " MiB",
                        "must be set, so that memory pressure is seen before it hurts"),
                Finding.expect(
                        policy.equals("noeviction"),
                        Level.FAIL,
                        name + " maxmemory-policy",
                        policy,
                        "must be noeviction, or Redis drops what is not in the ledger yet"));
    }

    /** Hosted Redis often forbids CONFIG: then this cannot be judged, which is no failure. */
    private static Future<List<Finding>> policy(RedisLink master, String name, boolean cluster) {
        var request = Request.cmd(Command.CONFIG).arg("GET");
        List<String> wanted = new ArrayList<>(POLICY);
        if (cluster) {
            wanted.add(FULL_COVERAGE);
        }
        wanted.forEach(request::arg);
        return master.send(request)
                .map(reply -> {
                    Map<String, String> settings = settings(reply);
                    return wanted.stream()
                            .map(one -> judgePolicy(name, one, String.valueOf(settings.get(one))))
                            .toList();
                })
                .otherwise(forbidden ->
                        List.of(Finding.warn(name + " durability", "cannot be read: " + forbidden.getMessage())));
    }

    private static Map<String, String> settings(Response namesAndValues) {
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i + 1 < namesAndValues.size(); i += 2) {
            settings.put(
                    namesAndValues.get(i).toString(), namesAndValues.get(i + 1).toString());
        }
        return settings;
    }

    private static Finding judgePolicy(String redis, String name, String value) {
        return switch (name) {
            case "appendonly" ->
                Finding.expect(
                        value.equals("yes"),
                        Level.FAIL,
                        redis + " " + name,
                        value,
                        "must be yes, or a restart loses what is not in the ledger yet");
            case "appendfsync" ->
                Finding.expect(
                        value.equals("always"),
                        Level.WARN,
                        redis + " " + name,
                        value,
                        "an acknowledgement means \"memory\"; \"always\" makes it \"disk\"");
            case FULL_COVERAGE ->
                Finding.expect(
                        value.equals("no"),
                        Level.WARN,
                        redis + " " + name,
                        value,
                        "one lost master stops the members of all others too");
            default ->
                Finding.expect(
                        value.equals("no"),
                        Level.WARN,
                        redis + " " + name,
                        value,
                        "writes are not synced while the file is rewritten");
        };
    }
}
