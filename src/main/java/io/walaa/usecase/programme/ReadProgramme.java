package io.walaa.usecase.programme;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.walaa.decision.Refusal;
import io.walaa.json.Document;
import io.walaa.store.postgres.ProgrammeTable;
import io.walaa.store.postgres.ProgrammeTable.Version;
import io.walaa.usecase.Postgres;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a programme's document and its versions. */
public final class ReadProgramme {
    private final Pool pool;

    public ReadProgramme(Pool pool) {
        this.pool = pool;
    }

    /**
     * A version of a document.
     *
     * @param n its number
     * @param hash digest of the text
     * @param activatedAt when it became the active one last, null if it never was
     */
    public record DocumentVersion(
            int n,
            Source source,
            String hash,
            String author,
            String note,
            Instant at,
            @Nullable Instant activatedAt) {}

    /**
     * A part of the list of versions, newest first.
     *
     * @param active number of the active version, 0 if there is none
     * @param next where the next part starts, for {@link #versions}; 0 at the end
     */
    public record Versions(List<DocumentVersion> versions, int active, int next) {}

    /** The active version; fails with {@code programme-not-found}. */
    public Future<DocumentVersion> active(String programme) {
        return Postgres.orUnavailable(ProgrammeTable.active(pool, programme))
                .compose(version -> version == null
                        ? Future.failedFuture(Refusal.notFound("programme-not-found"))
                        : Future.succeededFuture(read(version)));
    }

    /** One version; fails with {@code version-not-found}. */
    public Future<DocumentVersion> version(String programme, int n) {
        return Postgres.orUnavailable(ProgrammeTable.version(pool, programme, n))
                .compose(version -> version == null
                        ? Future.failedFuture(Refusal.notFound("version-not-found", "version", n))
                        : Future.succeededFuture(read(version)));
    }

    /** What version {@code n} changed against the one before it, by JSON pointer; all of it for the first. */
    public Future<List<DocumentChange>> changes(String programme, int n) {
        Future<DocumentVersion> now = version(programme, n);
        Future<@Nullable Version> before = Postgres.orUnavailable(ProgrammeTable.version(pool, programme, n - 1));
        return Future.all(now, before).map(both -> {
            Version old = before.result();
            JsonNode from = old == null ? null : tree(new Source(old.document(), old.format()));
            return DocumentChange.between(from, tree(now.result().source()));
        });
    }

    /** What a document changes against the active version, by JSON pointer; all of it if there is none. */
    public Future<List<DocumentChange>> difference(String programme, Source source) {
        return Postgres.orUnavailable(ProgrammeTable.active(pool, programme))
                .map(active -> DocumentChange.between(
                        active == null ? null : tree(new Source(active.document(), active.format())), tree(source)));
    }

    /** Versions below {@code before} (0 for all), newest first. */
    public Future<Versions> versions(String programme, int before, int limit) {
        Future<List<Version>> part =
                ProgrammeTable.versions(pool, programme, before == 0 ? Integer.MAX_VALUE : before, limit + 1);
        Future<@Nullable Version> active = ProgrammeTable.active(pool, programme);
        return Postgres.orUnavailable(Future.all(part, active).map(both -> {
            List<Version> rows = part.result();
            List<DocumentVersion> read =
                    rows.stream().limit(limit).map(ReadProgramme::read).toList();
            Version now = active.result();
            int next = rows.size() > limit ? read.get(limit - 1).n() : 0;
            return new Versions(read, now == null ? 0 : now.n(), next);
        }));
    }

    private static JsonNode tree(Source source) {
        return (source.format().equals("yaml") ? Document.yaml(source.text()) : Document.json(source.text())).root();
    }

    private static DocumentVersion read(Version version) {
        OffsetDateTime activated = version.activatesAt();
        return new DocumentVersion(
                version.n(),
                new Source(version.document(), version.format()),
                version.hash(),
                version.author(),
                version.note(),
                version.createdAt().toInstant(),
                activated == null ? null : activated.toInstant());
    }
}
