package io.walaa.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.walaa.config.StartRefused;
import io.walaa.store.postgres.DeploymentTable.Deployed;
import io.walaa.usecase.programme.Activation;
import io.walaa.usecase.programme.ApplyDocument;
import io.walaa.usecase.programme.Source;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Set;

/** Publishes a document from a file, whose programme it makes if there is none; the same document changes nothing. */
public final class ProgrammeApply extends DirectoryCommand {
    @Override
    public String words() {
        return "programme apply";
    }

    @Override
    public String usage() {
        return "FILE [--activate now|INSTANT|no] [--note TEXT] [--author NAME]  publishes a document";
    }

    @Override
    public Set<String> options() {
        return Set.of("activate", "note", "author");
    }

    @Override
    Future<Integer> run(CommandLine line, Vertx vertx, Pool pool, Deployed deployed) {
        if (line.values().size() != 1) {
            throw new StartRefused("One file is needed: programme apply FILE.");
        }
        Source source = DocumentFile.read(Path.of(line.values().get(0)));
        String programme = DocumentFile.compile(source).programme().name();
        String author = line.options().getOrDefault("author", "command line");
        String note = line.options().getOrDefault("note", "");
        Activation when = activation(line.options().getOrDefault("activate", "now"));
        return new ApplyDocument(pool)
                .apply(programme, source, author, note, when)
                .map(version -> {
                    System.out.println(
                            version == 0
                                    ? "The active version of programme " + programme + " is this document already."
                                    : "Programme " + programme + " has version " + version + " now.");
                    return 0;
                });
    }

    private static Activation activation(String text) {
        try {
            return switch (text) {
                case "now" -> Activation.NOW;
                case "no" -> Activation.NEVER;
                default -> Activation.at(OffsetDateTime.parse(text).toInstant());
            };
        } catch (DateTimeParseException e) {
            throw new StartRefused("--activate is now, no, or an instant such as 2026-12-01T00:00:00+03:00.", e);
        }
    }
}
