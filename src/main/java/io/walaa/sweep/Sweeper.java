package io.walaa.sweep;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import io.walaa.decision.Refusal;
import io.walaa.member.MemberId;
import io.walaa.usecase.MemberKey;
import io.walaa.usecase.MemberWrites;
import io.walaa.usecase.Operation;
import io.walaa.usecase.TwoSides;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles members for whom something is due, warm or cold, of the partitions that this node flushes. Lateness never
 * shows, since every read counts what is past its instant as done; so it goes at a pace that leaves the hot path alone.
 */
public final class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final int PERIOD_MILLIS = 250;
    private static final int MEMBERS_PER_SWEEP = 200;
    private static final int AT_ONCE = 8;
    private static final String DUE = """
            SELECT s.programme, s.member FROM member_state s JOIN partition_state p ON p.partition = s.partition
            WHERE s.next_due <= $1 AND p.owner = $2 ORDER BY s.next_due LIMIT $3
            """;

    private final Vertx vertx;
    private final SqlClient postgres;
    private final MemberWrites writes;
    private final TwoSides twoSides;
    private final InstantSource clock;
    private final String node;
    private final Counter settled;
    private long timer;
    private boolean sweeping;

    /** @param node as which this server holds the leases of its partitions */
    public Sweeper(
            Vertx vertx,
            SqlClient postgres,
            MemberWrites writes,
            TwoSides twoSides,
            InstantSource clock,
            String node,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.postgres = postgres;
        this.writes = writes;
        this.twoSides = twoSides;
        this.clock = clock;
        this.node = node;
        this.settled = Counter.builder("walaa_sweep_members")
                .description("members for whom something was due and was settled")
                .register(registry);
    }

    public void start() {
        timer = vertx.setPeriodic(PERIOD_MILLIS, tick -> sweep());
    }

    public void close() {
        vertx.cancelTimer(timer);
    }

    private void sweep() {
        if (sweeping) {
            return;
        }
        sweeping = true;
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        postgres.preparedQuery(DUE)
                .execute(Tuple.of(now, node, MEMBERS_PER_SWEEP))
                .compose(rows -> {
                    List<MemberKey> due = new ArrayList<>();
                    rows.forEach(row -> due.add(new MemberKey(row.getString(0), new MemberId(row.getString(1)))));
                    return settle(due, 0);
                })
                .onFailure(failure -> LOG.debug("nothing was swept", failure))
                .onComplete(done -> sweeping = false);
    }

    private Future<Void> settle(List<MemberKey> due, int from) {
        if (from >= due.size()) {
            return Future.succeededFuture();
        }
        List<Future<Void>> some = new ArrayList<>();
        for (MemberKey key : due.subList(from, Math.min(due.size(), from + AT_ONCE))) {
            some.add(writes.settle(key).transform(answer -> {
                if (answer.cause() instanceof Refusal refusal && refusal.code().equals(Operation.SETTLED)) {
                    settled.increment();
                    return twoSides.takeUp(key, clock.instant().getEpochSecond())
                            .otherwiseEmpty();
                } else {
                    LOG.debug("a member was not settled", answer.cause());
                }
                return Future.succeededFuture();
            }));
        }
        return Future.join(some).compose(done -> settle(due, from + AT_ONCE));
    }
}
