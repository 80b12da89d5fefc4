package io.walaa.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.walaa.config.StartRefused;
import io.walaa.json.InvalidInput;
import io.walaa.store.postgres.DeploymentTable.Deployed;
import io.walaa.usecase.programme.CreateProgramme;
import java.nio.file.Path;
import java.util.Set;

/** Makes a programme from a document. */
public final class ProgrammeCreate extends DirectoryCommand {
    @Override
    public String words() {
        return "programme create";
    }

    @Override
    public String usage() {
        return "NAME --file FILE  makes a programme from a YAML or JSON document";
    }

    @Override
    public Set<String> options() {
        return Set.of("file");
    }

    @Override
    Future<Integer> run(CommandLine line, Vertx vertx, Pool pool, Deployed deployed) {
        if (line.values().size() != 1) {
            throw new StartRefused("One name is needed: programme create NAME --file FILE.");
        }
        String name = line.values().get(0);
        return new CreateProgramme(vertx, pool)
                .create(name, DocumentFile.read(Path.of(line.required("file"))), "command line")
                .map(fresh -> {
                    System.out.println(
                            fresh
                                    ? "Programme " + name + " is at version 1."
                                    : "There is a programme " + name + " already.");
                    return fresh ? 0 : 1;
                })
                .recover(failure -> failure instanceof InvalidInput invalid
                        ? Future.failedFuture(DocumentFile.refused(invalid))
                        : Future.failedFuture(failure));
    }
}
