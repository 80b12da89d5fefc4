package io.walaa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.walaa.decision.Decision;
import io.walaa.decision.Trace;
import io.walaa.fixture.RunningServer;
import io.walaa.member.MemberId;
import io.walaa.member.MemberState;
import io.walaa.order.Orders;
import io.walaa.order.Purchase;
import io.walaa.programme.Channel;
import io.walaa.programme.Programmes;
import io.walaa.programme.RecordedEvent;
import io.walaa.programme.command.ExampleMonthTest;
import io.walaa.programme.command.RecordActivity;
import io.walaa.programme.rehearsal.Rehearsal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How much memory a member takes in Redis under the example programme, as Redis itself says. */
class HotStateSizeTest {
    private static final Instant START = Instant.parse("2026-01-01T09:00:00Z");

    @Test
    void a_member_after_the_example_month_takes_at_most_2_kib() throws Exception {
        assertThat(bytes(ExampleMonthTest.afterTheMonth().fields())).isLessThanOrEqualTo(2048);
    }

    @Test
    void a_member_who_buys_daily_for_two_years_takes_at_most_4_kib() throws Exception {
        Rehearsal member = new Rehearsal(Programmes.nakheel(), MemberState.empty(new MemberId("mem_0123456789abcdef")));
        Map<String, String> fields = new HashMap<>();
        for (int day = 0; day < 730; day++) {
            Instant now = START.plus(day, ChronoUnit.DAYS);
            member.settle(now, settled -> fold(fields, settled));
            fold(fields, member.run(new RecordActivity(event("visit", now, null)), now, null, Trace.off()));
            Purchase latte = Orders.anOrder()
                    .id("o" + day)
                    .line("latte", "2", "1.750")
                    .paidInFull()
                    .purchase();
            fold(fields, member.run(new RecordActivity(event("purchase", now, latte)), now, null, Trace.off()));
        }
        assertThat(member.state()
                        .balance("points", START.plus(729, ChronoUnit.DAYS).getEpochSecond())
                        .available())
                .isGreaterThan(10_000);
        assertThat(bytes(fields)).isLessThanOrEqualTo(4096);
    }

    private static RecordedEvent event(String type, Instant at, Purchase purchase) {
        return new RecordedEvent(type, at, Channel.STORE, null, purchase, null, null);
    }

    private static void fold(Map<String, String> fields, Decision decision) {
        decision.fields().forEach((name, value) -> {
            if (value == null) {
                fields.remove(name);
            } else {
                fields.put(name, value);
            }
        });
    }

    private static long bytes(Map<String, String> fields) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Redis redis = Redis.createClient(vertx, RunningServer.shared().redisUrl());
            Request write = Request.cmd(Command.HSET).arg("size-test");
            fields.forEach((name, value) -> write.arg(name).arg(value));
            write.arg("seq").arg(1_500).arg("at").arg(Long.MAX_VALUE).arg("gen").arg(1_000);
            await(redis, Request.cmd(Command.DEL).arg("size-test"));
            await(redis, write);
            var memory = Request.cmd(Command.MEMORY)
                    .arg("USAGE")
                    .arg("size-test")
                    .arg("SAMPLES")
                    .arg(0);
            long bytes = await(redis, memory).toLong();
            await(redis, Request.cmd(Command.DEL).arg("size-test"));
            return bytes;
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }

    private static io.vertx.redis.client.Response await(Redis redis, Request request) throws Exception {
        return redis.send(request).toCompletionStage().toCompletableFuture().get();
    }
}
