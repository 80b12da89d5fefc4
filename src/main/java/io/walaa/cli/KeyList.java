package io.walaa.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.walaa.access.KeyText;
import io.walaa.store.postgres.DeploymentTable.Deployed;
import io.walaa.usecase.key.ApiKey;
import io.walaa.usecase.key.KeyUse;
import io.walaa.usecase.key.Keys;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Prints the API keys of a programme, never a secret, as tab-separated lines under a heading. */
public final class KeyList extends DirectoryCommand {
    @Override
    public String words() {
        return "key list";
    }

    @Override
    public String usage() {
        return "--programme NAME  prints its API keys, when each was last used and when it ends";
    }

    @Override
    public Set<String> options() {
        return Set.of("programme");
    }

    @Override
    Future<Integer> run(CommandLine line, Vertx vertx, Pool pool, Deployed deployed) {
        return new Keys(pool).list(line.required("programme")).map(keys -> {
            System.out.println(String.join("\t", "KEY", "NAME", "SCOPES", "CREATED", "LAST USED", "EXPIRES"));
            keys.forEach(key -> System.out.println(text(key)));
            return 0;
        });
    }

    private static String text(KeyUse use) {
        ApiKey key = use.key();
        return String.join(
                "\t",
                KeyText.PREFIX + key.id(),
                key.name(),
                String.join(",", key.scopes()),
                use.createdAt().toString(),
                orNever(use.lastUsedAt()),
                orNever(key.expiresAt()));
    }

    private static String orNever(@Nullable Instant instant) {
        return instant == null ? "never" : instant.toString();
    }
}
