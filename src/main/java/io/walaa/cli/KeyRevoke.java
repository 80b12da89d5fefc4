package io.walaa.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.walaa.access.KeyText;
import io.walaa.config.StartRefused;
import io.walaa.store.postgres.DeploymentTable.Deployed;
import io.walaa.usecase.key.Keys;
import java.util.Set;

/** Ends an API key for good, known by the part of it that {@code key list} shows, or by the whole key. */
public final class KeyRevoke extends DirectoryCommand {
    @Override
    public String words() {
        return "key revoke";
    }

    @Override
    public String usage() {
        return "KEY  ends an API key for good, on every node within seconds; wk_… as key list shows it is enough";
    }

    @Override
    public Set<String> options() {
        return Set.of();
    }

    @Override
    Future<Integer> run(CommandLine line, Vertx vertx, Pool pool, Deployed deployed) {
        if (line.values().size() != 1) {
            throw new StartRefused("One key is needed: key revoke KEY.");
        }
        String id = id(line.values().get(0));
        String shown = KeyText.PREFIX + id;
        return new Keys(pool).revoke(id).map(revoked -> {
            if (!revoked) {
                throw new StartRefused("There is no key " + shown + "; key list shows those there are.");
            }
            System.out.println("The key " + shown + " opens nothing any more.");
            return 0;
        });
    }

    private static String id(String given) {
        KeyText whole = KeyText.parse(given);
        if (whole != null) {
            return whole.id();
        }
        return given.startsWith(KeyText.PREFIX) ? given.substring(KeyText.PREFIX.length()) : given;
    }
}
