package io.walaa.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.walaa.config.StartRefused;
import io.walaa.store.postgres.DeploymentTable.Deployed;
import io.walaa.usecase.programme.DocumentChange;
import io.walaa.usecase.programme.ReadProgramme;
import io.walaa.usecase.programme.Source;
import java.nio.file.Path;
import java.util.Set;

/** Says what a document in a file changes against the active version; like diff, the exit code is 1 if anything. */
public final class ProgrammeDiff extends DirectoryCommand {
    @Override
    public String words() {
        return "programme diff";
    }

    @Override
    public String usage() {
        return "FILE  says what a document changes against the active version";
    }

    @Override
    public Set<String> options() {
        return Set.of();
    }

    @Override
    Future<Integer> run(CommandLine line, Vertx vertx, Pool pool, Deployed deployed) {
        if (line.values().size() != 1) {
            throw new StartRefused("One file is needed: programme diff FILE.");
        }
        Source source = DocumentFile.read(Path.of(line.values().get(0)));
        String programme = DocumentFile.compile(source).programme().name();
        return new ReadProgramme(pool).difference(programme, source).map(changes -> {
            for (DocumentChange change : changes) {
                System.out.println(change.pointer());
                if (change.from() != null) {
                    System.out.println("- " + change.from());
                }
                if (change.to() != null) {
                    System.out.println("+ " + change.to());
                }
            }
            return changes.isEmpty() ? 0 : 1;
        });
    }
}
