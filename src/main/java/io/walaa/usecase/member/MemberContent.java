package io.walaa.usecase.member;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.JsonObject;
import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.json.InvalidInput;
import io.walaa.json.Value;
import io.walaa.member.MemberState;
import io.walaa.programme.AttributeType;
import io.walaa.programme.Programme;
import io.walaa.store.postgres.MemberRow.Personal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All that a client says about a member.
 *
 * @param externalIds names by which others know the member, unique within it
 * @param locale BCP 47 tag, null for the programme's
 * @param timeZone IANA zone, null for the programme's
 * @param name as the member wants to be called
 * @param email where to write; not a name to be found by, which takes an external id
 * @param phone where to call, likewise
 * @param attributes texts, numbers and truth values by name
 * @param consents to being contacted, by purpose or channel
 */
public record MemberContent(
        List<ExternalId> externalIds,
        @Nullable String locale,
        @Nullable String timeZone,
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable LocalDate birthDate,
        ObjectNode attributes,
        Map<String, Boolean> consents,
        Preferences preferences) {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final BigDecimal LIMIT = BigDecimal.valueOf(1_000_000_000_000L);
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final String NAME_EXPECTED = "lower case letters, digits and dashes, at most 40";
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final int EXTERNAL_IDS_MAX = 20;
    private static final int ATTRIBUTES_MAX = 50;

    /**
     * Reads a member's body.
     *
     * @throws io.walaa.json.InvalidInput with everything that is wrong
     */
    public static MemberContent read(JsonNode body, Programme programme) {
        return Input.read(body, in -> read(in, programme));
    }

    static MemberContent read(Input in, Programme programme) {
        return new MemberContent(
                in.optional("externalIds", value -> externalIds(value, programme.externalIds()), List.of()),
                in.optional("locale", MemberContent::locale),
                in.optional("timeZone", MemberContent::zone),
                in.optional("name", value -> value.text(200)),
                in.optional("email", value -> value.text(254, EMAIL, "name@example.com")),
                in.optional("phone", value -> value.text(40)),
                in.optional("birthDate", Value::date),
                in.optional(
                        "attributes",
                        value -> value.object(fields -> attributes(fields, programme.attributes())),
                        NODES.objectNode()),
                in.optional("consents", value -> value.map(20, NAME, NAME_EXPECTED, Value::flag), Map.of()),
                in.optional("preferences", value -> value.object(Preferences::read), Preferences.NONE));
    }

    /** A member of whom nothing but one name is known. */
    static MemberContent named(ExternalId name) {
        return new MemberContent(
                List.of(name), null, null, null, null, null, null, NODES.objectNode(), Map.of(), Preferences.NONE);
    }

    private static List<ExternalId> externalIds(Value value, Set<String> types) {
        List<ExternalId> ids = value.list(EXTERNAL_IDS_MAX, element -> ExternalId.read(element, types));
        if (ids.stream().distinct().count() < ids.size()) {
            value.refuse(InputCode.DUPLICATE, "value", "externalIds");
        }
        return ids;
    }

    private static String locale(Value value) {
        String tag = value.text(35);
        try {
            Locale locale = new Locale.Builder().setLanguageTag(tag).build();
            if (tag.isEmpty() || locale.getLanguage().length() == 2) {
                return locale.toLanguageTag();
            }
        } catch (IllformedLocaleException e) {
            // told below, as is a language that nobody speaks
        }
        value.refuse(InputCode.UNKNOWN_LOCALE, "value", tag);
        return "";
    }

    private static String zone(Value value) {
        String zone = value.text(64);
        if (!zone.isEmpty() && !ZONES.contains(zone)) {
            value.refuseUnknown(InputCode.UNKNOWN_ZONE, zone, ZONES);
        }
        return zone;
    }

    private static ObjectNode attributes(Input fields, Map<String, AttributeType> declared) {
        ObjectNode read = NODES.objectNode();
        Set<String> names = fields.names();
        if (names.size() > ATTRIBUTES_MAX) {
            fields.refuse(InputCode.TOO_MANY, "max", ATTRIBUTES_MAX);
        }
        for (String name : names) {
            if (!fields.has(name)) {
                continue;
            }
            AttributeType type = declared.get(name);
            if (!NAME.matcher(name).matches()) {
                fields.refuse(name, InputCode.BAD_FORMAT, "expected", NAME_EXPECTED);
            } else if (type != null) {
                type.read(fields.field(name));
            }
            read.set(name, scalar(fields.field(name)));
        }
        return read;
    }

    private static JsonNode scalar(Value value) {
        if (value.isText()) {
            return NODES.textNode(value.text(256));
        }
        return value.isNumber()
                ? NODES.numberNode(value.number(3, LIMIT.negate(), LIMIT))
                : NODES.booleanNode(value.flag());
    }

    /** What of this belongs to the hot state under this programme, by field. */
    public Map<String, String> hot(Programme programme) {
        Map<String, String> fields = new TreeMap<>();
        programme.attributes().forEach((name, type) -> {
            if (attributes.has(name)) {
                try {
                    fields.put(
                            MemberState.attributeFact(name),
                            Input.read(
                                    NODES.objectNode().set(name, attributes.get(name)),
                                    in -> type.read(in.field(name))));
                } catch (InvalidInput e) {
                    // written before the programme declared it to be of another type: not hot until it is written again
                }
            }
        });
        if (locale != null) {
            fields.put(MemberState.localeFact(), locale);
        }
        if (timeZone != null) {
            fields.put(MemberState.zoneFact(), timeZone);
        }
        return fields;
    }

    /** The columns that keep all of this but the external ids. */
    Personal personal() {
        JsonObject given = new JsonObject();
        consents.forEach(given::put);
        return new Personal(
                locale,
                timeZone,
                name,
                email,
                phone,
                birthDate,
                new JsonObject(attributes.toString()),
                given,
                new JsonObject(preferences.json().toString()));
    }

    /** As a body that {@link #read} takes. */
    public ObjectNode json() {
        ObjectNode json = NODES.objectNode();
        var ids = json.putArray("externalIds");
        externalIds.forEach(id -> ids.addObject().put("type", id.type()).put("value", id.value()));
        put(json, "locale", locale);
        put(json, "timeZone", timeZone);
        put(json, "name", name);
        put(json, "email", email);
        put(json, "phone", phone);
        put(json, "birthDate", birthDate);
        json.set("attributes", attributes);
        ObjectNode given = json.putObject("consents");
        consents.forEach(given::put);
        json.set("preferences", preferences.json());
        return json;
    }

    private static void put(ObjectNode json, String field, @Nullable Object value) {
        if (value != null) {
            json.put(field, value.toString());
        }
    }
}
