package io.walaa.store.postgres;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import io.walaa.config.StartRefused;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Table {@code deployment}: the one row that all nodes agree on. */
public final class DeploymentTable {
    private DeploymentTable() {}

    /**
     * What all nodes of a deployment share.
     *
     * @param id names the deployment, for ever
     * @param partitions how many partitions its keys are spread over
     * @param secrets keys of its hashes and tokens
     */
    public record Deployed(String id, int partitions, DeploymentSecrets secrets) {}

    /**
     * Reads the deployment; the first of all nodes makes it. Any number of nodes may call this at once.
     *
     * @param partitions the count this node was set to
     * @param secret the secret this node was given, absent if Postgres keeps it
     * @return what stands; fails with {@link StartRefused} if it differs from what this node was set to
     */
    public static Future<Deployed> ensure(SqlClient client, int partitions, Optional<String> secret) {
        DeploymentSecrets made = secret.map(DeploymentSecrets::derived).orElseGet(DeploymentSecrets::random);
        boolean kept = secret.isEmpty();
        return client.preparedQuery("""
                        insert into deployment (id, partitions, hash_secret, token_secret, secret_mark)
                        values ($1, $2, $3, $4, $5) on conflict do nothing
                        """)
                .execute(Tuple.of(
                        UUID.randomUUID().toString(),
                        partitions,
                        kept ? Buffer.buffer(made.hash().getEncoded()) : null,
                        kept ? Buffer.buffer(made.token().getEncoded()) : null,
                        made.mark()))
                .compose(inserted -> client.query("select * from deployment").execute())
                .map(rows -> checked(rows.iterator().next(), partitions, secret.isPresent() ? made : null));
    }

    private static Deployed checked(Row row, int partitions, @Nullable DeploymentSecrets given) {
        int stands = row.getInteger("partitions");
        if (stands != partitions) {
            throw new StartRefused("WALAA_PARTITIONS is " + partitions + ", but this deployment was created with "
                    + stands + " partitions, which can never change: set it to " + stands + ".");
        }
        Buffer hash = row.getBuffer("hash_secret");
        if (given == null) {
            if (hash == null) {
                throw new StartRefused(
                        "This deployment was created with a WALAA_SECRET: give every node the same one.");
            }
            DeploymentSecrets secrets = DeploymentSecrets.of(
                    hash.getBytes(), row.getBuffer("token_secret").getBytes());
            return new Deployed(row.getString("id"), stands, secrets);
        }
        if (!given.mark().equals(row.getString("secret_mark"))) {
            throw new StartRefused(
                    hash == null
                            ? "WALAA_SECRET is not the one this deployment was created with."
                            : "This deployment keeps its secret in Postgres: unset WALAA_SECRET.");
        }
        return new Deployed(row.getString("id"), stands, given);
    }
}
