package io.walaa.board;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.walaa.journal.Generations;
import io.walaa.journal.Partitions;
import io.walaa.store.redis.RedisNodes;
import io.walaa.usecase.Bell;
import io.walaa.usecase.Programmes;
import java.time.InstantSource;
import java.util.function.Function;

/** The leaderboards put together: who follows the ledger for them, and who reads them. */
public final class Leaderboards implements AutoCloseable {
    private static final int CALM_MILLIS = 250;

    private final BoardFollower follower;
    private final Bell<BoardName> bell;
    private final ReadBoard reader;

    /**
     * @param loop the one that owns {@code redis}
     * @param names the programmes that are active on this node
     * @param node as which this server holds the leases of its partitions
     */
    public Leaderboards(
            Vertx vertx,
            Context loop,
            RedisNodes redis,
            Pool pool,
            Partitions partitions,
            Generations generations,
            Programmes programmes,
            BoardFollower.ProgrammeNames names,
            InstantSource clock,
            String node,
            MeterRegistry registry) {
        BoardLedger ledger = new BoardLedger(pool);
        BoardSets sets = new BoardSets(redis, loop, partitions, generations);
        bell = new Bell<>(vertx, CALM_MILLIS);
        follower = new BoardFollower(vertx, ledger, sets, programmes, names, node, bell, registry);
        reader = new ReadBoard(vertx, ledger, sets, programmes, clock);
    }

    /** Something was flushed. */
    public void wake() {
        follower.wake();
    }

    /**
     * From now on {@code listener} hears of boards that this node changed, of each at most every {@value #CALM_MILLIS}
     * ms.
     */
    public void listen(Function<BoardName, Future<Void>> listener) {
        bell.listen(listener);
    }

    public ReadBoard reader() {
        return reader;
    }

    @Override
    public void close() {
        follower.close();
    }
}
