package io.walaa.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.walaa.config.Settings;
import io.walaa.store.embedded.OpenStores;
import io.walaa.store.postgres.DeploymentTable;
import io.walaa.store.postgres.DeploymentTable.Deployed;
import io.walaa.store.postgres.Migrations;
import io.walaa.store.postgres.PostgresAddress;
import io.walaa.store.postgres.PostgresPool;

/** A command that works on the directory in Postgres, whether a server runs or not. */
abstract class DirectoryCommand implements Command {
    private static final int CONNECTIONS = 2;

    /** Does it; the exit code. */
    abstract Future<Integer> run(CommandLine line, Vertx vertx, Pool pool, Deployed deployed);

    @Override
    public final int run(CommandLine line, Settings settings) throws Exception {
        Vertx vertx = Vertx.vertx();
        try (OpenStores stores = OpenStores.join(settings)) {
            PostgresAddress address = new PostgresAddress(stores.postgres());
            Migrations.run(vertx, address).await();
            Pool pool = PostgresPool.create(vertx, "command", address.options(), CONNECTIONS);
            return DeploymentTable.ensure(
                            pool,
                            settings.deployment().partitions(),
                            settings.deployment().secret())
                    .compose(deployed -> run(line, vertx, pool, deployed))
                    .eventually(pool::close)
                    .await();
        } finally {
            vertx.close().await();
        }
    }
}
