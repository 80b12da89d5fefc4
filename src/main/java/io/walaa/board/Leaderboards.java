package io.walaa.board;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.walaa.journal.Generations;
import io.walaa.journal.Partitions;
import io.walaa.store.redis.RedisLink;
import io.walaa.usecase.Programmes;
import java.time.InstantSource;

/** The leaderboards put together: who follows the ledger for them, and who reads them. */
public final class Leaderboards implements AutoCloseable {
    private final BoardFollower follower;
    private final ReadBoard reader;

    /**
     * @param loop the one that owns {@code link}
     * @param names the programmes that are active on this node
     * @param node as which this server holds the leases of its partitions
     */
    public Leaderboards(
            Vertx vertx,
            Context loop,
            RedisLink link,
            Pool pool,
            Partitions partitions,
            Generations generations,
            Programmes programmes,
            BoardFollower.ProgrammeNames names,
            InstantSource clock,
            String node,
            MeterRegistry registry) {
        BoardLedger ledger = new BoardLedger(pool);
        BoardSets sets = new BoardSets(link, loop, partitions, generations);
        follower = new BoardFollower(vertx, ledger, sets, programmes, names, node, registry);
        reader = new ReadBoard(vertx, ledger, sets, programmes, clock);
    }

    /** Something was flushed. */
    public void wake() {
        follower.wake();
    }

    public ReadBoard reader() {
        return reader;
    }

    @Override
    public void close() {
        follower.close();
    }
}
