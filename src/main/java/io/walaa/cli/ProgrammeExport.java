package io.walaa.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.walaa.config.StartRefused;
import io.walaa.store.postgres.DeploymentTable.Deployed;
import io.walaa.usecase.programme.ReadProgramme;
import io.walaa.usecase.programme.ReadProgramme.DocumentVersion;
import java.util.Set;

/** Prints a version of a document as it was written. */
public final class ProgrammeExport extends DirectoryCommand {
    @Override
    public String words() {
        return "programme export";
    }

    @Override
    public String usage() {
        return "NAME [--version N]  prints a document as it was written, the active one unless told otherwise";
    }

    @Override
    public Set<String> options() {
        return Set.of("version");
    }

    @Override
    Future<Integer> run(CommandLine line, Vertx vertx, Pool pool, Deployed deployed) {
        if (line.values().size() != 1) {
            throw new StartRefused("One name is needed: programme export NAME.");
        }
        String name = line.values().get(0);
        ReadProgramme read = new ReadProgramme(pool);
        String n = line.options().get("version");
        Future<DocumentVersion> version = n == null ? read.active(name) : read.version(name, number(n));
        return version.map(found -> {
            System.out.print(found.source().text());
            return 0;
        });
    }

    private static int number(String text) {
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw new StartRefused("--version is a whole number.", e);
        }
    }
}
