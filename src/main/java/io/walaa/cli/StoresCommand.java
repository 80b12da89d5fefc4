package io.walaa.cli;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.walaa.config.Settings;
import io.walaa.journal.Partitions;
import io.walaa.store.redis.RedisNodes;

/** A command that works on Redis and Postgres together, whether servers run or not. */
abstract class StoresCommand implements Command {
    /** Does it; the exit code. */
    abstract Future<Integer> run(CommandLine line, RedisNodes redis, Pool postgres, Partitions partitions);

    @Override
    public final int run(CommandLine line, Settings settings) throws Exception {
        return OpenDirectory.with(
                settings,
                open -> OpenRedis.with(
                        open.vertx(),
                        open.redis(),
                        redis -> run(
                                line,
                                redis,
                                open.postgres(),
                                new Partitions(open.deployed().partitions()))));
    }
}
