package io.walaa.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.walaa.json.InvalidInput;
import io.walaa.points.FixedExpiry;
import io.walaa.points.NoExpiry;
import io.walaa.points.RollingExpiry;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.MonthDay;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgrammeDocumentTest {
    private static final String HEAD = """
            name: shop
            title: {en: Shop}
            timeZone: Asia/Kuwait
            currency: KWD
            locales: [en]
            """;
    private static final String UNITS = """
            units:
              points: {title: {en: points}}
            """;

    @Test
    void the_example_programme_is_valid() {
        Programme nakheel = Programmes.nakheel();
        assertThat(nakheel.name()).isEqualTo("nakheel");
        assertThat(nakheel.title().in("ar-KW")).isEqualTo("مقهى نخيل");
        assertThat(nakheel.title().in("en-GB")).isEqualTo("Nakheel Coffee");
        assertThat(nakheel.title().in("fr")).isEqualTo("مقهى نخيل");
        assertThat(nakheel.weekStart()).isEqualTo(DayOfWeek.SUNDAY);
        assertThat(nakheel.attributes()).containsEntry("vegan", AttributeType.FLAG);
    }

    @Test
    void a_short_document_takes_the_defaults() {
        Programme shop = ProgrammeDocument.yaml(HEAD + UNITS).programme();
        assertThat(shop.policies().backdating()).isEqualTo(Duration.ofDays(7));
        assertThat(shop.policies().future()).isEqualTo(Duration.ofMinutes(5));
        assertThat(shop.externalIds()).containsExactly("card", "phone", "email");
        assertThat(shop.defaultLocale()).isEqualTo("en");
    }

    @Test
    void what_was_compiled_compiles_again_from_its_json() {
        ProgrammeDocument document = ProgrammeDocument.yaml(HEAD + UNITS);
        assertThat(ProgrammeDocument.json(document.source().toString())
                        .programme()
                        .units())
                .isEqualTo(document.programme().units());
    }

    @Test
    void expiry_and_activation_are_read() {
        Programme shop = ProgrammeDocument.yaml(HEAD + """
                units:
                  a: {title: {en: a}, expiry: none}
                  b: {title: {en: b}, expiry: {rolling: P12M}, activation: P14D}
                  c: {title: {en: c}, expiry: {fixedDate: 06-30}, activation: PT24H, spendable: false, scale: 2}
                """).programme();
        assertThat(shop.units().values())
                .extracting(unit -> unit.expiry())
                .containsExactly(
                        new NoExpiry(), new RollingExpiry(Period.ofMonths(12)), new FixedExpiry(MonthDay.of(6, 30)));
        assertThat(shop.units().get("b").activation().days()).isEqualTo(Period.ofDays(14));
        assertThat(shop.units().get("c").activation().time()).isEqualTo(Duration.ofHours(24));
        assertThat(shop.units().get("c").spendable()).isFalse();
    }

    @Test
    void every_error_comes_with_pointer_line_and_near_name() {
        assertThat(errors("""
                name: Shop
                title: {en: Shop, fr: Magasin}
                timeZone: Asia/Kuwiat
                currency: KWT
                locales: [en]
                digitz: latin
                units:
                  points:
                    title: {en: points}
                    expiry: {inactive: P6M}
                rules:
                  - id: base
                    kind: spned
                    unit: points
                  - id: base
                    kind: spend
                    unit: pionts
                    points: 1.5
                    per: 1.000
                  - id: double
                    kind: multiplier
                    unit: points
                    factor: 1
                    rules: [bse]
                    schedule: {from: 2026-12-01, until: 2026-11-01}
                    channels: [stor]
                """))
                .containsExactly(
                        "/name (line 1): bad-format {expected=lower case letters, digits and dashes, at most 40}",
                        "/timeZone (line 3): unknown-zone {value=Asia/Kuwiat, near=Asia/Kuwait}",
                        "/currency (line 4): unknown-currency {value=KWT, near=KWD}",
                        "/title/fr (line 2): unknown-field {field=fr}",
                        "/units/points/expiry/inactive (line 10): unknown-field {field=inactive, near=inactivity}",
                        "/rules/0/kind (line 13): unknown-value {value=spned, allowed=spend, line, event, multiplier, near=spend}",
                        "/rules/1/id (line 15): duplicate {value=base}",
                        "/rules/1/unit (line 17): unknown-reference {kind=unit, value=pionts, near=points}",
                        "/rules/1/points (line 18): not-an-integer",
                        "/rules/2/channels/0 (line 26): unknown-value {value=stor, allowed=web, mobile, store, partner, chat, system, near=store}",
                        "/rules/2/factor (line 23): too-small {min=1.001}",
                        "/rules/2/rules/0 (line 24): unknown-reference {kind=rule, value=bse, near=base}",
                        "/digitz (line 6): unknown-field {field=digitz, near=digits}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{id: r, kind: spend, unit: points, points: 1}                                   | /rules/0/per: required",
                "{id: r, kind: spend, unit: points, points: 1, per: 0.0001}                      | /rules/0/per: too-many-decimals",
                "{id: r, kind: spend, unit: points, points: 1, per: {SAR: 1.00, XXX: 1}}         | /rules/0/per/XXX: unknown-currency",
                "{id: r, kind: spend, unit: points, points: 1, per: 0}                           | /rules/0/per: too-small",
                "{id: r, kind: spend, unit: points, points: -1, per: 1}                          | /rules/0/points: too-small",
                "{id: r, kind: spend, unit: points, points: 1, per: 1, skus: [a]}                | /rules/0/skus: unknown-field",
                "{id: r, kind: line, unit: points, points: 1}                                    | /rules/0/categories: required",
                "{id: r, kind: line, unit: points, points: 1, skus: [a], per: 1, perQuantity: 1} | /rules/0: conflicting-fields",
                "{id: r, kind: event, unit: points, points: 1, event: visti}                     | /rules/0/event: unknown-value",
                "{id: r, kind: event, unit: points, points: 1, event: 'custom:'}                 | /rules/0/event: bad-format",
                "{id: r, kind: event, unit: points, points: 1, event: visit, caps: {perMember: [{amount: 1, per: dya}]}} | /rules/0/caps/perMember/0/per: unknown-value",
                "{id: r, kind: multiplier, unit: points, factor: 2, rules: [r], stacking: add}   | /rules/0: conflicting-fields",
                "{id: r, kind: event, unit: points, points: 1, event: visit, schedule: {from: 2026-12-01, until: 2026-11-01}} | /rules/0/schedule/until: ends-before-start",
                "{kind: event, unit: points, points: 1, event: visit}                            | /rules/0/id: required",
                "[]                                                                              | /rules/0: wrong-type",
            })
    void a_wrong_rule_is_refused_at_its_field(String rule, String error) {
        assertThat(errors(HEAD + UNITS + "rules:\n  - " + rule + "\n"))
                .singleElement()
                .asString()
                .startsWith(error.replace(": ", " (line 9): "));
    }

    @Test
    void a_document_that_is_none_is_refused_with_what_is_missing() {
        assertThat(errors("{}"))
                .containsExactly(
                        "/name (line 1): required",
                        "/timeZone (line 1): required",
                        "/currency (line 1): required",
                        "/locales (line 1): required",
                        "/title (line 1): required",
                        "/units (line 1): required");
        assertThat(errors("[1, 2]")).containsExactly("/ (line 1): wrong-type {expected=object}");
        assertThat(errors("just text")).containsExactly("/ (line 1): wrong-type {expected=object}");
    }

    @Test
    void texts_are_wanted_in_every_locale() {
        assertThat(errors(HEAD.replace("[en]", "[en, ar]") + UNITS))
                .containsExactly("/title/ar (line 2): required", "/units/points/title/ar (line 7): required");
    }

    private static List<String> errors(String yaml) {
        return catchThrowableOfType(InvalidInput.class, () -> ProgrammeDocument.yaml(yaml)).errors().stream()
                .map(Object::toString)
                .toList();
    }
}
