package io.walaa.usecase.job;

import io.vertx.core.json.JsonObject;
import io.walaa.store.postgres.JobTable.JobRow;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A job as it stands.
 *
 * @param kind such as {@code import}
 * @param state {@code queued}, {@code running}, {@code done}, {@code failed} or {@code cancelled}
 * @param done how much of {@code total} is done, in what the kind counts
 * @param total 0 while it is not known
 * @param result what came of it; of a failed job {@code code}, why
 * @param createdBy who asked for it
 */
public record Job(
        String id,
        String programme,
        String kind,
        String state,
        long done,
        long total,
        @Nullable JsonObject result,
        String createdBy,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {

    static Job of(JobRow row) {
        return new Job(
                row.id(),
                row.programme(),
                row.kind(),
                row.state(),
                row.done(),
                row.total(),
                row.result(),
                row.createdBy(),
                row.createdAt().toInstant(),
                instant(row.startedAt()),
                instant(row.endedAt()));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
