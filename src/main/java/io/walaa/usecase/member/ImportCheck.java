package io.walaa.usecase.member;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.walaa.json.InvalidInput;
import io.walaa.programme.Programme;
import io.walaa.store.postgres.ExternalIdTable;
import io.walaa.usecase.OperationKeys;
import io.walaa.usecase.job.JobProgress;
import io.walaa.usecase.member.Lines.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The first pass over an import: finds everything that is wrong with it and changes nothing. */
final class ImportCheck {
    private final Vertx vertx;
    private final Pool pool;
    private final OperationKeys keys;
    private final String programme;
    private final Programme rules;
    private final Instant now;
    private final ImportReport report = new ImportReport();
    private final Map<String, Integer> lineOfName = new HashMap<>();

    ImportCheck(Vertx vertx, Pool pool, OperationKeys keys, String programme, Programme rules, Instant now) {
        this.vertx = vertx;
        this.pool = pool;
        this.keys = keys;
        this.programme = programme;
        this.rules = rules;
        this.now = now;
    }

    /** A sound line by the keys of its names. */
    private record Named(int line, List<String> keys, int openings) {}

    /** Reads all lines; what is wrong with them stands in the report. */
    Future<ImportReport> run(Lines lines, JobProgress progress) {
        return lines.next().compose(part -> {
            if (part.isEmpty()) {
                return Future.succeededFuture(report);
            }
            return vertx.executeBlocking(() -> parse(part), true)
                    .compose(this::compare)
                    .compose(done -> {
                        progress.done(lines.position());
                        return run(lines, progress);
                    });
        });
    }

    private List<Named> parse(List<Line> part) {
        List<Named> named = new ArrayList<>(part.size());
        for (Line line : part) {
            report.member();
            try {
                ImportLine read = ImportLine.read(line.text(), rules, now);
                List<String> names = read.content().externalIds().stream()
                        .map(id -> ExternalIdTable.key(programme, id.type(), id.lookup(keys)))
                        .toList();
                for (int i = 0; i < names.size(); i++) {
                    Integer earlier = lineOfName.putIfAbsent(names.get(i), line.number());
                    if (earlier != null) {
                        report.repeated(line.number(), i, earlier);
                    }
                }
                named.add(new Named(line.number(), names, read.openings().size()));
            } catch (InvalidInput invalid) {
                invalid.errors().forEach(error -> report.wrong(line.number(), error));
            }
        }
        return named;
    }

    /** A line whose names belong to one member is a repeat; to several, it cannot be meant. */
    private Future<Void> compare(List<Named> named) {
        List<String> names = named.stream().flatMap(line -> line.keys.stream()).toList();
        return ExternalIdTable.owners(pool, names).map(owners -> {
            for (Named line : named) {
                Set<String> members = new HashSet<>();
                line.keys.forEach(name -> members.add(owners.getOrDefault(name, "")));
                members.remove("");
                if (members.size() > 1) {
                    report.divided(line.line);
                }
                if (members.isEmpty()) {
                    report.created();
                }
                for (int i = 0; i < line.openings; i++) {
                    report.opening();
                }
            }
            return null;
        });
    }
}
