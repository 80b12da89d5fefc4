package io.walaa.programme.earning;

import static io.walaa.order.Orders.anOrder;
import static io.walaa.order.Orders.anOrderIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.walaa.decision.EntryId;
import io.walaa.decision.Moment;
import io.walaa.decision.Refusal;
import io.walaa.decision.Trace;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberId;
import io.walaa.member.MemberState;
import io.walaa.order.Orders;
import io.walaa.points.Lot;
import io.walaa.programme.Channel;
import io.walaa.programme.Programme;
import io.walaa.programme.Programmes;
import io.walaa.programme.RecordedEvent;
import io.walaa.programme.course.Happening;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EarningTest {
    private static final String SATURDAY = "2026-11-21T10:00:00+03:00";
    private static final String BASE = "- {id: base, kind: spend, unit: points, points: 10, per: 1.000}\n";
    private MemberState member = MemberState.empty(new MemberId("mem_0123456789abcdef"));
    private Trace trace = Trace.wanted();

    @Test
    void two_lattes_on_saturday_in_the_store_earn_35_by_the_base_rule() {
        Earned earned = earn(Programmes.nakheel(), purchase(lattes(), SATURDAY, Channel.STORE));
        assertThat(earned.awards()).singleElement().satisfies(award -> {
            assertThat(award.rule()).isEqualTo("base");
            assertThat(award.unit()).isEqualTo("points");
            assertThat(award.amount()).isEqualTo(35);
            assertThat(award.perLine()).containsExactly(35);
            assertThat(award.activatesAt()).isEqualTo(Lot.ACTIVE);
            assertThat(Instant.ofEpochSecond(award.expiresAt())).isEqualTo("2027-11-30T21:00:00Z");
        });
    }

    @Test
    void the_example_doubles_app_orders_at_the_weekend_only() {
        Programme nakheel = Programmes.nakheel();
        assertThat(amounts(earn(nakheel, purchase(lattes(), SATURDAY, Channel.MOBILE))))
                .containsExactly("base 35", "weekend-app 35");
        assertThat(amounts(earn(nakheel, purchase(lattes(), "2026-11-19T23:59:59+03:00", Channel.MOBILE))))
                .containsExactly("base 35");
        assertThat(amounts(earn(nakheel, purchase(lattes(), "2026-11-19T21:00:00Z", Channel.MOBILE))))
                .containsExactly("base 35", "weekend-app 35");
    }

    @Test
    void the_example_pays_a_visit_once_a_day_and_a_welcome_once() {
        Programme nakheel = Programmes.nakheel();
        assertThat(amounts(earn(nakheel, event("visit", SATURDAY)))).containsExactly("visit 2");
        assertThat(amounts(earn(nakheel, event("visit", SATURDAY)))).isEmpty();
        assertThat(trace.steps())
                .last()
                .satisfies(step -> assertThat(step.because()).isEqualTo("cap-reached"));
        assertThat(amounts(earn(nakheel, event("sign-up", SATURDAY)))).containsExactly("welcome 50");
        assertThat(amounts(earn(nakheel, event("sign-up", SATURDAY)))).isEmpty();
        assertThat(amounts(earn(nakheel, event("visit", SATURDAY), "2026-11-22T00:00:00+03:00")))
                .containsExactly("visit 2");
    }

    @Test
    void an_award_is_floored_once_and_spread_over_the_lines() {
        Programme shop = Programmes.withRules(BASE);
        Orders order = anOrder().line("a", "1", "0.333").line("b", "1", "0.333").line("c", "1", "0.399");
        Award award = earn(shop, purchase(order, SATURDAY, null)).awards().get(0);
        assertThat(award.amount()).isEqualTo(10);
        assertThat(award.perLine()).containsExactly(3, 3, 4);
    }

    @Test
    void rates_are_per_currency_and_a_currency_without_one_earns_nothing_and_says_so() {
        Programme shop = Programmes.withRules(
                "- {id: base, kind: spend, unit: points, points: 10, per: {KWD: 1.000, SAR: 12.00}}");
        assertThat(amounts(earn(shop, purchase(anOrderIn("SAR").line("a", "1", "30.00"), SATURDAY, null))))
                .containsExactly("base 25");
        Earned dollars = earn(shop, purchase(anOrderIn("USD").line("a", "1", "30.00"), SATURDAY, null));
        assertThat(dollars.awards()).isEmpty();
        assertThat(dollars.withoutRate()).isTrue();
        assertThat(earn(shop, purchase(anOrder().line("a", "1", "0.001"), SATURDAY, null))
                        .withoutRate())
                .isFalse();
    }

    @Test
    void lines_earn_by_article_or_category_by_quantity_or_money() {
        Programme shop = Programmes.withRules("""
                - {id: pieces, kind: line, unit: points, categories: [cakes], skus: [mug], points: 5, perQuantity: 2}
                - {id: money, kind: line, unit: points, categories: [cakes], points: 20, per: 1.000}
                """);
        Orders order = anOrder()
                .line("cake", "3", "0.500")
                .line("mug", "1.5", "2.000")
                .line("tea", "9", "1.000")
                .line("cake", "1", "5.000", "\"category\":\"cakes\",\"giftCard\":true");
        List<Award> awards = earn(shop, purchase(order, SATURDAY, null)).awards();
        assertThat(awards.get(0).amount()).isEqualTo(11);
        assertThat(awards.get(0).perLine()).containsExactly(7, 4, 0, 0);
        assertThat(awards.get(1).amount()).isEqualTo(30);
        assertThat(awards.get(1).perLine()).containsExactly(30, 0, 0, 0);
    }

    @Test
    void multipliers_add_or_multiply_as_stated() {
        String twice = "- {id: a, kind: multiplier, unit: points, factor: 2}\n";
        Orders order = anOrder().line("a", "1", "1.000");
        assertThat(amounts(earn(
                        Programmes.withRules(twice + "- {id: b, kind: multiplier, unit: points, factor: 1.5}\n" + BASE),
                        purchase(order, SATURDAY, null))))
                .containsExactly("base 10", "a 10", "b 5");
        assertThat(amounts(earn(
                        Programmes.withRules(
                                twice + "- {id: b, kind: multiplier, unit: points, factor: 1.5, stacking: multiply}\n"
                                        + BASE),
                        purchase(order, SATURDAY, null))))
                .containsExactly("base 10", "a 10", "b 10");
        assertThat(amounts(earn(
                        Programmes.withRules(twice + "- {id: b, kind: multiplier, unit: status, factor: 3}\n" + BASE),
                        purchase(order, SATURDAY, null))))
                .containsExactly("base 10", "a 10");
    }

    @Test
    void a_minimum_spend_looks_at_what_was_really_paid() {
        Programme shop = Programmes.withRules(
                "- {id: bonus, kind: event, event: purchase, unit: points, points: 7, minimumSpend: 3.000}");
        assertThat(amounts(earn(shop, purchase(lattes(), SATURDAY, null)))).containsExactly("bonus 7");
        Orders half =
                anOrder().line("latte", "2", "1.750").paidBy("points", "1.000").paidBy("card", "2.500");
        assertThat(amounts(earn(shop, purchase(half, SATURDAY, null)))).isEmpty();
        assertThat(trace.steps())
                .last()
                .satisfies(step -> assertThat(step.because()).isEqualTo("below-minimum"));
    }

    @Test
    void caps_cut_an_order_and_a_members_period() {
        Programme shop = Programmes.withRules(BASE.replace(
                "}", ", caps: {perOrder: 30, perMember: [{amount: 70, per: week}, {amount: 100, per: ever}]}}"));
        Orders order = anOrder().line("latte", "2", "1.750");
        assertThat(amounts(earn(shop, purchase(order, SATURDAY, null)))).containsExactly("base 30");
        assertThat(amounts(earn(shop, purchase(order, SATURDAY, null)))).containsExactly("base 30");
        assertThat(amounts(earn(shop, purchase(order, SATURDAY, null)))).containsExactly("base 10");
        assertThat(amounts(earn(shop, purchase(order, SATURDAY, null), "2026-11-22T23:00:00+03:00")))
                .isEmpty();
        assertThat(amounts(earn(shop, purchase(order, SATURDAY, null), "2026-11-23T00:00:00+03:00")))
                .containsExactly("base 30");
        assertThat(amounts(earn(shop, purchase(order, SATURDAY, null), "2026-12-23T00:00:00+03:00")))
                .isEmpty();
    }

    @Test
    void a_schedule_counts_whole_days_of_the_programme_by_business_time() {
        Programme shop = Programmes.withRules(BASE.replace("}", ", schedule: {from: 2026-11-20, until: 2026-11-21}}"));
        assertThat(amounts(earn(shop, purchase(lattes(), "2026-11-19T20:59:59Z", null))))
                .isEmpty();
        assertThat(amounts(earn(shop, purchase(lattes(), "2026-11-19T21:00:00Z", null))))
                .hasSize(1);
        assertThat(amounts(earn(shop, purchase(lattes(), "2026-11-21T20:59:59Z", null))))
                .hasSize(1);
        assertThat(amounts(earn(shop, purchase(lattes(), "2026-11-21T21:00:00Z", null))))
                .isEmpty();
    }

    @Test
    void the_trace_says_why_not_only_when_wanted() {
        Programme nakheel = Programmes.nakheel();
        earn(nakheel, purchase(lattes(), SATURDAY, Channel.STORE));
        assertThat(trace.steps())
                .extracting(step -> step.rule() + " " + step.because())
                .containsExactly(
                        "base matched",
                        "sweets no-such-line",
                        "weekend-app other-channel",
                        "ramadan outside-schedule",
                        "palm-extra other-tier");
        trace = Trace.off();
        earn(nakheel, purchase(lattes(), SATURDAY, Channel.STORE));
        assertThat(trace.steps()).isEmpty();
    }

    @Test
    void more_points_than_a_balance_can_hold_are_refused() {
        Programme shop = Programmes.withRules(BASE.replace("points: 10", "points: 9007199254740991"));
        assertThat(amounts(earn(shop, purchase(anOrder().line("a", "1", "1.000"), SATURDAY, null))))
                .containsExactly("base 9007199254740991");
        assertThatThrownBy(() ->
                        earn(shop, purchase(anOrder().line("yacht", "1", "9007199254740.991"), SATURDAY, null)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("points-overflow"));
    }

    @Test
    void lines_always_add_up_to_the_award() {
        long seed = Long.getLong("walaa.seed", 4_711);
        Random random = new Random(seed);
        Programme shop = Programmes.withRules(BASE + """
                - {id: cakes, kind: line, unit: points, categories: [cakes], points: 3}
                - {id: bonus, kind: event, event: purchase, unit: points, points: 7}
                - {id: twice, kind: multiplier, unit: points, factor: 1.333, caps: {perOrder: 90}}
                """);
        for (int round = 0; round < 1_000; round++) {
            Orders order = anOrder();
            for (int i = 0; i <= random.nextInt(9); i++) {
                order.line(
                        random.nextBoolean() ? "cake" : "tea",
                        Integer.toString(1 + random.nextInt(4)),
                        "0.%03d".formatted(random.nextInt(1_000)));
            }
            for (Award award : earn(shop, purchase(order, SATURDAY, null)).awards()) {
                assertThat(Arrays.stream(award.perLine()).sum())
                        .as("seed %d, round %d: %s %s", seed, round, award.rule(), order.json())
                        .isEqualTo(award.amount());
            }
        }
    }

    private Earned earn(Programme programme, RecordedEvent event) {
        return earn(programme, event, SATURDAY);
    }

    private Earned earn(Programme programme, RecordedEvent event, String postedAt) {
        Instant now = OffsetDateTime.parse(postedAt).toInstant();
        EntryId entry = new EntryId(member.id().body(), member.seq() + 1, "abcd");
        MemberChange change = new MemberChange(member, new Moment(now, entry, trace));
        Earned earned = programme.earn(new Happening(programme, change, event), event);
        member = change.after();
        return earned;
    }

    private static Orders lattes() {
        return anOrder().line("latte", "2", "1.750", "\"category\":\"coffee\"").paidBy("card", "3.500");
    }

    private static RecordedEvent purchase(Orders order, String at, Channel channel) {
        return new RecordedEvent(
                "purchase", OffsetDateTime.parse(at).toInstant(), channel, null, order.purchase(), null, null);
    }

    private static RecordedEvent event(String type, String at) {
        return new RecordedEvent(type, OffsetDateTime.parse(at).toInstant(), Channel.STORE, null, null, null, null);
    }

    private static List<String> amounts(Earned earned) {
        return earned.awards().stream()
                .map(award -> award.rule() + " " + award.amount())
                .toList();
    }
}
