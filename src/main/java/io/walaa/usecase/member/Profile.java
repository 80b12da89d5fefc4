package io.walaa.usecase.member;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.JsonObject;
import io.walaa.json.Json;
import io.walaa.member.MemberId;
import io.walaa.store.postgres.ExternalIdTable.ExternalIdRow;
import io.walaa.store.postgres.MemberRow;
import io.walaa.store.postgres.MemberRow.Personal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A member as the directory has it.
 *
 * @param content what clients said
 * @param version counts the changes, from 1; the entity tag
 * @param erasedAt when the personal data was erased, null if it was not
 */
public record Profile(
        String programme,
        MemberId id,
        MemberContent content,
        int version,
        Instant createdAt,
        Instant changedAt,
        @Nullable Instant erasedAt) {

    /** As clients see it. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id.value());
        json.put("programme", programme);
        json.setAll(content.json());
        json.put("version", version);
        json.put("createdAt", createdAt.toString());
        json.put("changedAt", changedAt.toString());
        if (erasedAt != null) {
            json.put("erasedAt", erasedAt.toString());
        }
        return json;
    }

    /** A member out of its rows. */
    static Profile of(MemberRow row, List<ExternalIdRow> names) {
        Map<String, Boolean> consents = new TreeMap<>();
        Personal personal = row.personal();
        personal.consents().forEach(consent -> consents.put(consent.getKey(), (Boolean) consent.getValue()));
        Instant erasedAt = row.erasedAt() == null ? null : row.erasedAt().toInstant();
        return new Profile(
                row.programme(),
                new MemberId(row.id()),
                new MemberContent(
                        names.stream()
                                .map(name -> new ExternalId(name.type(), name.value()))
                                .toList(),
                        personal.locale(),
                        personal.timeZone(),
                        personal.name(),
                        personal.email(),
                        personal.phone(),
                        personal.birthDate(),
                        (ObjectNode) jackson(personal.attributes()),
                        consents,
                        Preferences.stored(jackson(personal.preferences()))),
                row.version(),
                row.createdAt().toInstant(),
                row.changedAt().toInstant(),
                erasedAt);
    }

    private static JsonNode jackson(JsonObject json) {
        return Json.read(json.encode());
    }
}
