package io.walaa.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.walaa.config.Settings;
import io.walaa.store.postgres.DeploymentTable.Deployed;

/** A command that works on the directory in Postgres, whether a server runs or not. */
abstract class DirectoryCommand implements Command {
    /** Does it; the exit code. */
    abstract Future<Integer> run(CommandLine line, Vertx vertx, Pool pool, Deployed deployed);

    @Override
    public final int run(CommandLine line, Settings settings) throws Exception {
        return OpenDirectory.with(settings, open -> run(line, open.vertx(), open.postgres(), open.deployed()));
    }
}
