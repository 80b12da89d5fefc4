package io.walaa.usecase.member;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.walaa.decision.Refusal;
import io.walaa.journal.OperationKey;
import io.walaa.member.MemberId;
import io.walaa.programme.Programme;
import io.walaa.programme.command.Earn;
import io.walaa.usecase.Call;
import io.walaa.usecase.MemberWrites;
import io.walaa.usecase.OperationKeys;
import io.walaa.usecase.Postgres;
import io.walaa.usecase.job.JobProgress;
import io.walaa.usecase.member.CreateMember.Enrolled;
import io.walaa.usecase.member.Lines.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The second pass over an import: makes the members and gives them what they bring along, each once for ever. */
public final class ImportWrite {
    /** A few connections only: the shop is open meanwhile. */
    private static final int TOGETHER = 4;

    private static final int TRIES_MAX = 120;

    private final Vertx vertx;
    private final CreateMember create;
    private final MemberWrites writes;
    private final OperationKeys keys;

    public ImportWrite(Vertx vertx, CreateMember create, MemberWrites writes, OperationKeys keys) {
        this.vertx = vertx;
        this.create = create;
        this.writes = writes;
        this.keys = keys;
    }

    /** @param checked bytes that the first pass has counted */
    Future<JsonObject> run(String programme, Programme rules, Lines lines, long checked, JobProgress progress) {
        return new Run(programme, rules, progress, checked, new ImportReport()).all(lines);
    }

    private final class Run {
        private final String programme;
        private final Programme rules;
        private final JobProgress progress;
        private final long checked;
        private final ImportReport report;

        Run(String programme, Programme rules, JobProgress progress, long checked, ImportReport report) {
            this.programme = programme;
            this.rules = rules;
            this.progress = progress;
            this.checked = checked;
            this.report = report;
        }

        Future<JsonObject> all(Lines lines) {
            return lines.next()
                    .compose(part -> part.isEmpty()
                            ? Future.succeededFuture(report.json())
                            : together(part, 0).compose(done -> {
                                progress.done(checked + lines.position());
                                return all(lines);
                            }));
        }

        private Future<Void> together(List<Line> part, int from) {
            if (from >= part.size()) {
                return Future.succeededFuture();
            }
            progress.goOn();
            List<Future<Void>> few = new ArrayList<>(TOGETHER);
            for (Line line : part.subList(from, Math.min(from + TOGETHER, part.size()))) {
                few.add(one(ImportLine.read(line.text(), rules, Instant.EPOCH)));
            }
            return Future.join(few).compose(done -> together(part, from + TOGETHER));
        }

        private Future<Void> one(ImportLine line) {
            report.member();
            return patiently(() -> Postgres.orUnavailable(create.enrol(programme, rules, line.content())), TRIES_MAX)
                    .compose(enrolled -> {
                        if (enrolled.created()) {
                            report.created();
                        }
                        return openings(enrolled, line.openings());
                    });
        }

        private Future<Void> openings(Enrolled enrolled, List<ImportLine.Opening> openings) {
            Future<Void> done = Future.succeededFuture();
            for (int i = 0; i < openings.size(); i++) {
                int index = i;
                done = done.compose(before -> opening(enrolled.id(), openings.get(index), index));
            }
            return done;
        }

        private Future<Void> opening(MemberId member, ImportLine.Opening opening, int index) {
            OperationKey key =
                    keys.derived(programme, member.value(), "opening", opening.unit(), Integer.toString(index));
            Earn command = Earn.opening(opening.unit(), opening.amount(), opening.expiresAt());
            Call call = new Call(programme, "", "", null, false, false);
            return patiently(() -> writes.run(call, member, command, key, "", 0, Map.of(), false), TRIES_MAX)
                    .map(receipt -> {
                        if (!receipt.replayed()) {
                            report.opening();
                        }
                        return null;
                    });
        }

        /** Waits where the server has too much to do or a store is away; a cancelled job does not wait. */
        private <T> Future<T> patiently(Supplier<Future<T>> work, int tries) {
            return work.get().recover(failure -> {
                boolean later = failure instanceof Refusal refusal && refusal.retryAfterMillis() > 0 && tries > 1;
                if (!later) {
                    return Future.failedFuture(failure);
                }
                progress.goOn();
                return vertx.timer(Math.max(100, ((Refusal) failure).retryAfterMillis()))
                        .compose(waited -> patiently(work, tries - 1));
            });
        }
    }
}
