package io.walaa.store.postgres;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A member in the directory.
 *
 * @param programme the tenant
 * @param id the member's id
 * @param personal what erasure empties
 * @param version counts the changes, from 1
 * @param createdAt by Postgres's clock, as are the other times
 * @param erasedAt null for a member who was not erased
 */
public record MemberRow(
        String programme,
        String id,
        Personal personal,
        int version,
        OffsetDateTime createdAt,
        OffsetDateTime changedAt,
        @Nullable OffsetDateTime erasedAt) {

    /**
     * The personal columns.
     *
     * @param locale BCP 47 tag, null for the programme's
     * @param timeZone IANA zone, null for the programme's
     */
    public record Personal(
            @Nullable String locale,
            @Nullable String timeZone,
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable LocalDate birthDate,
            JsonObject attributes,
            JsonObject consents,
            JsonObject preferences) {}
}
