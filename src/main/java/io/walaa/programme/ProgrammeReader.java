package io.walaa.programme;

import com.fasterxml.jackson.databind.JsonNode;
import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.json.Value;
import io.walaa.order.Currencies;
import io.walaa.points.Unit;
import io.walaa.programme.condition.StandardFields;
import io.walaa.programme.earning.Earning;
import io.walaa.programme.earning.EarningRule;
import io.walaa.programme.earning.EarningRules;
import io.walaa.programme.metric.MetricReader;
import io.walaa.programme.metric.Metrics;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compiles a document into a programme, with every error at once. */
public final class ProgrammeReader {
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();
    private static final int LOCALES_MAX = 20;
    private static final int UNITS_MAX = 20;
    private static final int ATTRIBUTES_MAX = 50;
    private static final int EXTERNAL_IDS_MAX = 20;
    private static final int RULES_MAX = 2000;

    private final EarningRules rules;
    private final Sections sections;

    /** A reader that knows the given kinds of rules and sections. */
    public ProgrammeReader(EarningRules rules, Sections sections) {
        this.rules = rules;
        this.sections = sections;
    }

    /**
     * Compiles a document.
     *
     * @throws io.walaa.json.InvalidInput with everything that is wrong, each error with its pointer
     */
    public Programme read(JsonNode document) {
        return Input.read(document, this::programme);
    }

    private Programme programme(Input in) {
        in.optional("$schema", value -> value.text(500)); // where an editor finds the schema
        String name = in.field("name").text(64, Vocabulary.NAME, Vocabulary.NAME_EXPECTED);
        ZoneId zone = zone(in.field("timeZone"));
        DayOfWeek weekStart = in.optional("weekStart", Weekdays::read, DayOfWeek.MONDAY);
        String currency = Currencies.read(in.field("currency"));
        List<String> locales = locales(in.field("locales"));
        String defaultLocale = defaultLocale(in, locales);
        Vocabulary names = new Vocabulary(zone, weekStart, currency, locales, defaultLocale);
        LocalizedText title = LocalizedText.read(in.field("title"), names);
        DigitStyle digits = in.optional("digits", value -> value.choice(DigitStyle.BY_NAME), DigitStyle.LATIN);
        Map<String, LocalizedText> unitTitles = new LinkedHashMap<>();
        Map<String, Unit> units = units(in.field("units"), names, unitTitles);
        Map<String, AttributeType> attributes = in.optional(
                "attributes",
                value -> value.map(ATTRIBUTES_MAX, Vocabulary.NAME, Vocabulary.NAME_EXPECTED, AttributeType::of),
                Map.of());
        names.declare("attribute", attributes.keySet());
        Set<String> externalIds = new LinkedHashSet<>(in.optional(
                "externalIds",
                value -> value.list(EXTERNAL_IDS_MAX, type -> names.declare("externalId", type)),
                List.of("card", "phone", "email")));
        Policies policies = in.optional("policies", value -> value.object(Policies::read), Policies.DEFAULT);
        StandardFields.add(names.fields(), attributes, units.keySet());
        MetricReader metrics = new MetricReader();
        metrics.declare(in, names, units.keySet());
        sections.declare(in, names);
        List<Optional<EarningRule>> earning =
                in.optional("rules", value -> value.list(RULES_MAX, rule -> rules.read(rule, names)), List.of());
        Parts parts = sections.read(in, names);
        Metrics kept = metrics.read(in, names);
        names.settle();
        return new Programme(
                name,
                title,
                zone,
                weekStart,
                currency,
                locales,
                defaultLocale,
                digits,
                units,
                unitTitles,
                attributes,
                externalIds,
                policies,
                new Earning(earning.stream().flatMap(Optional::stream).toList()),
                names.conditions().sealed(),
                parts.course(kept),
                parts);
    }

    private static ZoneId zone(Value value) {
        String id = value.text(64);
        if (ZONES.contains(id)) {
            return ZoneId.of(id);
        }
        if (!id.isEmpty()) {
            value.refuseUnknown(InputCode.UNKNOWN_ZONE, id, ZONES);
        }
        return ZoneOffset.UTC;
    }

    private static List<String> locales(Value value) {
        List<String> locales = value.list(LOCALES_MAX, element -> {
            String tag = element.text(35);
            boolean known =
                    tag.isEmpty() || Locale.forLanguageTag(tag).toLanguageTag().equals(tag);
            if (!known) {
                element.refuse(InputCode.UNKNOWN_LOCALE, "value", tag);
            }
            return tag;
        });
        List<String> distinct =
                locales.stream().filter(tag -> !tag.isEmpty()).distinct().toList();
        if (locales.size() > distinct.size()) {
            value.refuse(InputCode.DUPLICATE, "value", String.join(", ", locales));
        }
        return distinct;
    }

    private static String defaultLocale(Input in, List<String> locales) {
        if (locales.isEmpty()) {
            if (in.sound()) {
                in.refuse("locales", InputCode.TOO_FEW, "min", 1);
            }
            in.has("defaultLocale");
            return "";
        }
        Map<String, String> choices = new LinkedHashMap<>();
        locales.forEach(tag -> choices.put(tag, tag));
        return in.optional("defaultLocale", value -> value.choice(choices), locales.get(0));
    }

    private static Map<String, Unit> units(Value value, Vocabulary names, Map<String, LocalizedText> titles) {
        Map<String, Unit> units = new LinkedHashMap<>();
        Map<String, Value> found = value.map(UNITS_MAX, Vocabulary.NAME, Vocabulary.NAME_EXPECTED, unit -> unit);
        found.forEach((name, unit) -> units.put(name, unit.object(in -> {
            titles.put(name, LocalizedText.read(in.field("title"), names));
            return UnitReader.read(in, name);
        })));
        names.declare(units.values());
        if (units.isEmpty() && value.isObject()) {
            value.refuse(InputCode.TOO_FEW, "min", 1);
        }
        return units;
    }
}
