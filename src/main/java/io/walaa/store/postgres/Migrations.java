package io.walaa.store.postgres;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.walaa.config.StartRefused;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

/** Brings the database to the newest version; several nodes may try at once, one does it and the others wait. */
public final class Migrations {
    private static final int MINUTES_MAX = 10;
    private static final String FOLDER = "classpath:db/migration";

    private Migrations() {}

    /**
     * Runs them away from the event loops, on a thread of their own: JDBC blocks.
     *
     * @param vertx lends the thread
     * @param address the database
     * @return how many were applied; fails with {@link StartRefused} if Postgres does not answer or one fails
     */
    public static Future<Integer> run(Vertx vertx, PostgresAddress address) {
        var executor = vertx.createSharedWorkerExecutor("walaa-migrations", 1, MINUTES_MAX, TimeUnit.MINUTES);
        return executor.executeBlocking(() -> migrate(address), true).eventually(executor::close);
    }

    private static int migrate(PostgresAddress address) {
        try (var connection = DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties())) {
            connection.isValid(1);
        } catch (SQLException unreachable) {
            throw new StartRefused(
                    "Postgres at " + address + " cannot be used: " + unreachable.getMessage(), unreachable);
        }
        try {
            var login = address.jdbcProperties();
            MigrateResult result = Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(address.jdbcUrl(), login.getProperty("user"), login.getProperty("password"))
                    .locations(FOLDER)
                    .load()
                    .migrate();
            return result.migrationsExecuted;
        } catch (FlywayException failed) {
            throw new StartRefused(
                    "The database at " + address + " cannot be brought to this version: " + failed.getMessage(),
                    failed);
        }
    }
}
