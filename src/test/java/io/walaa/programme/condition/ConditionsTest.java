package io.walaa.programme.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walaa.decision.EntryId;
import io.walaa.decision.Moment;
import io.walaa.decision.Trace;
import io.walaa.json.Input;
import io.walaa.json.InvalidInput;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberId;
import io.walaa.member.MemberState;
import io.walaa.order.EarnBase;
import io.walaa.order.Orders;
import io.walaa.order.Purchase;
import io.walaa.programme.AttributeType;
import io.walaa.programme.Channel;
import io.walaa.programme.RecordedEvent;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionsTest {
    private static final Instant FRIDAY = Instant.parse("2026-11-20T21:30:00Z");
    private final Map<String, String> referred = new HashMap<>();
    private final Trace trace = Trace.wanted();

    private Conditions conditions() {
        Fields fields = new Fields();
        StandardFields.add(
                fields,
                Map.of("favourite-drink", AttributeType.TEXT, "age", AttributeType.NUMBER, "vegan", AttributeType.FLAG),
                List.of("points"));
        fields.add("tier", dev.cel.common.types.SimpleType.STRING, Area.TIER, sight -> "gold");
        return new Conditions(fields, "KWD");
    }

    private Condition read(Conditions conditions, String text) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("condition", text);
        return Input.read(
                body,
                in -> conditions.read(
                        in.field("condition"), Area.OF_EVENT, (kind, name, where) -> referred.put(kind, name)));
    }

    private Sight sight(Conditions conditions, @Nullable Purchase purchase, @Nullable ObjectNode data) {
        MemberState member = new MemberState(
                new MemberId("mem_0123456789abcdef"), 3, 0, Map.of(), Map.of(), Map.of("a.favourite-drink", "latte"));
        MemberChange change = new MemberChange(
                member, new Moment(FRIDAY, new EntryId(member.id().body(), 4, "abcd"), trace));
        RecordedEvent event = new RecordedEvent(
                purchase == null ? "custom:review" : "purchase", FRIDAY, Channel.MOBILE, null, purchase, null, data);
        EarnBase base = purchase == null ? new EarnBase(new long[0], 0) : EarnBase.of(purchase, false, false);
        return new Sight(conditions.sealed(), event, change, ZoneId.of("Asia/Kuwait"), DayOfWeek.SUNDAY, () -> base);
    }

    private boolean holds(String text) {
        Conditions conditions = conditions();
        Condition condition = read(conditions, text);
        Purchase order = Orders.anOrder()
                .line("latte", "2", "1.750", "\"category\":\"coffee\"")
                .line("cake", "1", "7.000", "\"category\":\"dessert\"")
                .paidBy("card", "10.500")
                .purchase();
        return condition.holds(sight(conditions, order, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order.total >= money(\"10.500\") && order.total < money(\"10.501\")",
                "order.base == 10500",
                "order.lines.exists(l, l.category == \"coffee\" && l.total == money(\"3.500\"))",
                "\"dessert\" in order.categories && !(\"tea\" in order.categories)",
                "order.lines.filter(l, l.quantity > 1.5).size() == 1",
                "event.type == \"purchase\" && event.channel == \"mobile\" && event.store == \"\"",
                "event.hour == 0 && event.weekday == \"saturday\"",
                "event.at > timestamp(\"2026-11-20T00:00:00Z\")",
                "member.favourite_drink.matches(\"la.*e\") && !member.vegan",
                "balances.points == 0",
                "tier in [\"silver\", \"gold\"]",
                "!(member.age > 0)",
            })
    void what_is_so_holds(String text) {
        if (text.startsWith("!(member.age")) {
            assertThat(holds(text))
                    .as("a number that is not there makes any comparison false")
                    .isFalse();
        } else {
            assertThat(holds(text)).isTrue();
        }
        assertThat(trace.failures()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "order.totl > 5                             | unknown-condition-field {field=order.totl, near=order.total}",
                "member.favourite_drnk == 'x'               | unknown-condition-field {field=member.favourite_drnk, near=member.favourite_drink}",
                "order.lines.exists(l, l.categry == 'x')    | unknown-condition-field {field=categry, near=category}",
                "order.total > 'x'                          | bad-condition {problem=found no matching overload for '_>_' applied to '(int, string)'",
                "order.total                                | bad-condition {problem=expected type 'bool' but found 'int'",
                "order.total >                              | bad-condition {problem=mismatched input",
                "line.sku == 'x'                            | condition-field-elsewhere {field=line.sku}",
                "order.total > money('ten')                 | bad-condition {problem=money() takes an amount written out",
                "order.total > money('-1')                  | bad-condition {problem=money() takes an amount written out",
                "order.total > money('1.2345')              | bad-condition {problem=money() takes an amount of at most 3 decimals",
            })
    void what_is_wrong_is_said(String text, String expected) {
        assertThatThrownBy(() -> read(conditions(), text))
                .isInstanceOf(InvalidInput.class)
                .satisfies(invalid -> assertThat(((InvalidInput) invalid).errors())
                        .singleElement()
                        .asString()
                        .startsWith("/condition: " + expected));
    }

    @Test
    void hostile_conditions_are_refused() {
        for (String hostile : List.of(
                "order.lines.exists(a, order.lines.exists(b, a.sku == b.sku))",
                "(".repeat(60) + "true" + ")".repeat(60),
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]] == []",
                "tier == \"" + "x".repeat(2_000) + "\"",
                "tier.matches(\"(a{1,100}){1,100}\")",
                "tier.matches(tier)",
                "order.skus.exists(s, s.matches(\"a+\"))",
                "true" + " || true".repeat(200))) {
            assertThatThrownBy(() -> read(conditions(), hostile)).as(hostile).isInstanceOf(InvalidInput.class);
        }
    }

    @Test
    void a_comprehension_stops_at_its_bound_and_counts_as_false() {
        Conditions conditions = conditions();
        Condition condition = read(conditions, "event.data.list.all(x, x >= 0)");
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < 1_001; i++) {
            data.withArray("list").add(i);
        }
        Sight sight = sight(conditions, null, data);
        assertThat(condition.holds(sight)).isFalse();
        assertThat(trace.failures()).isEqualTo(1);
        assertThat(condition.failing(sight))
                .satisfies(failing -> assertThat(failing.because()).isEqualTo("condition-failed"));
    }

    @Test
    void free_form_data_is_read_as_it_is_and_what_is_missing_there_is_a_failure() {
        Conditions conditions = conditions();
        Condition stars = read(conditions, "event.data.stars >= 4 && event.data.tags.exists(t, t == \"photo\")");
        Condition missing = read(conditions, "event.data.nothing == 1");
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("stars", 4.5);
        data.withArray("tags").add("photo");
        Sight sight = sight(conditions, null, data);
        assertThat(stars.holds(sight)).isTrue();
        assertThat(trace.failures()).isZero();
        assertThat(missing.holds(sight)).isFalse();
        assertThat(trace.failures()).isEqualTo(1);
    }

    @Test
    void equal_parts_are_worked_out_once_and_the_failing_one_is_told_with_what_it_saw() {
        Conditions conditions = conditions();
        Condition one = read(conditions, "order.total > 5 && tier == \"silver\"");
        Condition other = read(conditions, "tier == 'silver'  &&  order.total>5");
        assertThat(conditions.parts()).isEqualTo(2);
        Sight sight = sight(
                conditions,
                Orders.anOrder()
                        .line("latte", "1", "1.000")
                        .paidBy("card", "1.000")
                        .purchase(),
                null);
        assertThat(one.failing(sight))
                .isEqualTo(
                        new Condition.Failing("condition", Map.of("condition", "tier == \"silver\"", "tier", "gold")));
        assertThat(other.holds(sight)).isFalse();
        assertThat(referred).containsEntry("tier", "silver");
    }
}
