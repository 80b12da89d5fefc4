package io.walaa.rush;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.walaa.bench.Members;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Tills check vouchers against a basket in an open loop: each check has its instant and its latency counts from there,
 * so a stall is seen by all that it delayed. Lives on one event loop.
 */
final class Validations {
    private static final String BASKET = """
            {"basket":{"currency":"KWD","lines":[
             {"id":"1","sku":"latte","category":"coffee","quantity":2,"unitPrice":"1.750"},
             {"id":"2","sku":"kunafa","category":"dessert","quantity":1,"unitPrice":"2.500"}]}}""";
    private static final int TOGETHER = 32;
    private static final int TRIES = 50;
    private static final int AGAIN_MILLIS = 200;

    private final Vertx vertx;
    private final Nodes nodes;
    private final List<String> codes = new ArrayList<>();

    Validations(Vertx vertx, Nodes nodes) {
        this.vertx = vertx;
        this.nodes = nodes;
    }

    /** Gives each of some members a voucher to check. */
    void issue(int vouchers) throws Exception {
        for (int from = 0; from < vouchers; from += TOGETHER) {
            List<Future<Nodes.Answer>> some = new ArrayList<>();
            for (int member = from; member < Math.min(vouchers, from + TOGETHER); member++) {
                some.add(issue(member, 1));
            }
            Future.all(some).toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
            for (Future<Nodes.Answer> one : some) {
                JsonObject voucher = one.result().body().getJsonObject("voucher");
                if (voucher == null) {
                    throw new IllegalStateException("no voucher: " + one.result());
                }
                codes.add(voucher.getString("code"));
            }
        }
    }

    /** Under one key, so that trying again never takes points twice. */
    private Future<Nodes.Answer> issue(int member, int tried) {
        String path = "/v1/members/" + Members.id(member) + "/redemptions";
        return nodes.post(0, path, "{\"reward\":\"free-latte\"}", "issue")
                .compose(answer -> answer.status() < 500 || tried == TRIES
                        ? Future.succeededFuture(answer)
                        : vertx.timer(AGAIN_MILLIS, TimeUnit.MILLISECONDS)
                                .compose(later -> issue(member, tried + 1)));
    }

    /** Checks at {@code rate} a second for {@code seconds}; answers latencies in milliseconds and how many failed. */
    JsonObject run(int rate, int seconds) throws Exception {
        int total = rate * seconds;
        long[] nanos = new long[total];
        int[] counts = new int[3]; // sent, answered, failed
        CompletableFuture<Void> done = new CompletableFuture<>();
        long begin = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
        vertx.runOnContext(start -> vertx.setPeriodic(1, tick -> {
            long now = System.nanoTime();
            while (counts[0] < total && begin + due(counts[0], rate) <= now) {
                int number = counts[0]++;
                long at = begin + due(number, rate);
                nodes.post(number, path(number), BASKET, "none").onComplete(answer -> {
                    nanos[number] = System.nanoTime() - at;
                    counts[2] += answer.succeeded() && answer.result().status() == 200 ? 0 : 1;
                    if (++counts[1] == total) {
                        vertx.cancelTimer(tick);
                        done.complete(null);
                    }
                });
            }
        }));
        done.get(seconds + 60L, TimeUnit.SECONDS);
        Arrays.sort(nanos);
        return new JsonObject()
                .put("rate", rate)
                .put("checks", total)
                .put("failed", counts[2])
                .put("p50", millis(nanos, 0.50))
                .put("p99", millis(nanos, 0.99))
                .put("max", millis(nanos, 1));
    }

    private String path(int number) {
        return "/v1/vouchers/" + codes.get(number % codes.size()).replace("-", "") + "/validate";
    }

    private static long due(int number, int rate) {
        return number * 1_000_000_000L / rate;
    }

    private static double millis(long[] sorted, double quantile) {
        int index = (int) Math.min(sorted.length - 1L, Math.round(quantile * sorted.length));
        return Math.round(sorted[index] / 10_000.0) / 100.0;
    }
}
