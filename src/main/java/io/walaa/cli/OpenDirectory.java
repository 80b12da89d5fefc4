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
import java.net.URI;
import java.util.function.Function;

/**
 * The stores of a deployment, open for one command.
 *
 * @param redis where Redis is
 */
record OpenDirectory(Vertx vertx, URI redis, Pool postgres, Deployed deployed) {
    private static final int CONNECTIONS = 3;

    /** Starts or joins the stores, migrates, does {@code work} and closes all; the exit code. */
    static int with(Settings settings, Function<OpenDirectory, Future<Integer>> work) throws Exception {
        Vertx vertx = Vertx.vertx();
        try (OpenStores stores = OpenStores.join(settings)) {
            PostgresAddress address = new PostgresAddress(stores.postgres());
            Migrations.run(vertx, address).await();
            Pool pool = PostgresPool.create(vertx, "command", address.options(), CONNECTIONS);
            return DeploymentTable.ensure(
                            pool,
                            settings.deployment().partitions(),
                            settings.deployment().secret())
                    .compose(deployed -> work.apply(new OpenDirectory(vertx, stores.redis(), pool, deployed)))
                    .eventually(pool::close)
                    .await();
        } finally {
            vertx.close().await();
        }
    }
}
