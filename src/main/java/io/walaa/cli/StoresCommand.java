package io.walaa.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.walaa.config.Settings;
import io.walaa.journal.Partitions;
import io.walaa.store.embedded.OpenStores;
import io.walaa.store.postgres.DeploymentTable;
import io.walaa.store.postgres.Migrations;
import io.walaa.store.postgres.PostgresAddress;
import io.walaa.store.postgres.PostgresPool;
import io.walaa.store.redis.RedisNodes;

/** A command that works on Redis and Postgres together, whether servers run or not. */
abstract class StoresCommand implements Command {
    private static final int CONNECTIONS = 3;

    /** Does it; the exit code. */
    abstract Future<Integer> run(CommandLine line, RedisNodes redis, Pool postgres, Partitions partitions);

    @Override
    public final int run(CommandLine line, Settings settings) throws Exception {
        Vertx vertx = Vertx.vertx();
        try (OpenStores stores = OpenStores.join(settings)) {
            PostgresAddress address = new PostgresAddress(stores.postgres());
            Migrations.run(vertx, address).await();
            Pool postgres = PostgresPool.create(vertx, "command", address.options(), CONNECTIONS);
            return DeploymentTable.ensure(
                            postgres,
                            settings.deployment().partitions(),
                            settings.deployment().secret())
                    .compose(deployed -> OpenRedis.with(
                            vertx,
                            stores.redis(),
                            redis -> run(line, redis, postgres, new Partitions(deployed.partitions()))))
                    .eventually(postgres::close)
                    .await();
        } finally {
            vertx.close().await();
        }
    }
}
