package io.walaa.store.postgres;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A member in the directory. The fields from {@code name} to {@code preferences} are personal: erasure empties them.
 *
 * @param programme the tenant
 * @param id the member's id
 * @param locale BCP 47 tag, null for the programme's
 * @param timeZone IANA zone, null for the programme's
 * @param initial the hot state before the first entry, by field name
 * @param version counts the changes, from 1
 * @param createdAt by Postgres's clock, as are the other times
 * @param erasedAt null for a member who was not erased
 */
public record MemberRow(
        String programme,
        String id,
        @Nullable String locale,
        @Nullable String timeZone,
        JsonObject initial,
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable LocalDate birthDate,
        JsonObject attributes,
        JsonObject consents,
        JsonObject preferences,
        int version,
        OffsetDateTime createdAt,
        OffsetDateTime changedAt,
        @Nullable OffsetDateTime erasedAt) {}
