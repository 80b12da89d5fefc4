package io.walaa.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.walaa.access.IssueKey;
import io.walaa.access.Scope;
import io.walaa.config.StartRefused;
import io.walaa.store.postgres.DeploymentTable.Deployed;
import io.walaa.usecase.key.Keys;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes an API key and prints it, once. */
public final class KeyCreate extends DirectoryCommand {
    private static final int NAME_MAX = 100;

    @Override
    public String words() {
        return "key create";
    }

    @Override
    public String usage() {
        return "--programme NAME --name NAME --scopes earn,read [--expires INSTANT]  makes an API key and prints it once";
    }

    @Override
    public Set<String> options() {
        return Set.of("programme", "name", "scopes", "expires");
    }

    @Override
    Future<Integer> run(CommandLine line, Vertx vertx, Pool pool, Deployed deployed) {
        String programme = line.required("programme");
        String name = line.required("name");
        if (name.length() > NAME_MAX) {
            throw new StartRefused("--name has at most " + NAME_MAX + " characters.");
        }
        IssueKey issue = new IssueKey(new Keys(pool), deployed.secrets().hash(), new SecureRandom());
        return issue.issue(programme, name, scopes(line.required("scopes")), expires(line))
                .map(key -> {
                    if (key == null) {
                        throw new StartRefused("There is no programme " + programme + "; programme create makes one.");
                    }
                    System.out.println(key);
                    return 0;
                });
    }

    private static Set<Scope> scopes(String text) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String word : text.split(",")) {
            Scope scope = Scope.ofKey(word.trim());
            if (scope == null) {
                throw new StartRefused("There is no scope \"" + word.trim()
                        + "\": read, earn, redeem, members, programme, partners, agent, operate.");
            }
            scopes.add(scope);
        }
        return scopes;
    }

    private static @Nullable Instant expires(CommandLine line) {
        String text = line.options().get("expires");
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new StartRefused("--expires is an instant such as 2027-01-31T00:00:00+03:00.", e);
        }
    }
}
