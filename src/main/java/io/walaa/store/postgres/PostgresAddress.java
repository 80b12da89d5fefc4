package io.walaa.store.postgres;

import io.vertx.pgclient.PgConnectOptions;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;

/**
 * Where a Postgres is, for both drivers.
 *
 * @param url {@code postgresql://user:password@host:port/database?sslmode=require}
 */
public record PostgresAddress(URI url) {
    private static final int PORT = 5432;
    private static final int CACHED_STATEMENTS = 256;

    /**
     * For the asynchronous client, which does everything but migrations.
     *
     * @return options with prepared statements cached
     */
    public PgConnectOptions options() {
        return PgConnectOptions.fromUri(url.toString())
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(CACHED_STATEMENTS)
                .addProperty("application_name", "walaa");
    }

    /**
     * A blocking connection, for commands that need what only JDBC has.
     *
     * @param application how Postgres shows it
     */
    public Connection connect(String application) throws SQLException {
        var properties = jdbcProperties();
        properties.setProperty("ApplicationName", application);
        return DriverManager.getConnection(jdbcUrl(), properties);
    }

    String jdbcUrl() {
        var port = url.getPort() < 0 ? PORT : url.getPort();
        var query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return "jdbc:postgresql://" + url.getHost() + ":" + port + url.getRawPath() + query;
    }

    Properties jdbcProperties() {
        var options = PgConnectOptions.fromUri(url.toString());
        var properties = new Properties();
        properties.setProperty("user", options.getUser());
        properties.setProperty("password", options.getPassword() == null ? "" : options.getPassword());
        properties.setProperty("ApplicationName", "walaa-migrations");
        properties.setProperty("connectTimeout", "10");
        return properties;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "%s:%d%s"
                .formatted(url.getHost(), url.getPort() < 0 ? PORT : url.getPort(), url.getPath())
                .toLowerCase(Locale.ROOT);
    }
}
