package io.walaa.programme.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walaa.programme.LocalizedText;
import io.walaa.programme.RecordedEvent;
import io.walaa.programme.condition.Condition;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each kind counts, how often it is reached, and that taking back undoes exactly what was added. */
class ChallengeKindsTest {
    private static final ZoneId KUWAIT = ZoneId.of("Asia/Kuwait");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    private String tally = Challenge.NOTHING;
    private final List<String> counted = new ArrayList<>();

    @Test
    void counting_reaches_the_goal_as_often_as_it_fits() {
        Challenge five = new CountChallenge(terms(3), "visit", 5);
        for (int i = 0; i < 12; i++) {
            happens(five, visit(DAY, "s1"));
        }
        assertThat(five.completions(tally)).isEqualTo(2);
        assertThat(five.reached(tally, standpoint(DAY, KUWAIT))).isEqualTo(2);
        takenBack(five, 0);
        takenBack(five, 1);
        takenBack(five, 2);
        assertThat(five.completions(tally)).isEqualTo(1);
        assertThat(five.reached(tally, standpoint(DAY, KUWAIT))).isEqualTo(4);
    }

    @Test
    void what_cannot_be_completed_again_stays_full() {
        Challenge two = new CountChallenge(terms(1), "visit", 2);
        for (int i = 0; i < 5; i++) {
            happens(two, visit(DAY, "s1"));
        }
        assertThat(two.reached(tally, standpoint(DAY, KUWAIT))).isEqualTo(2);
    }

    @Test
    void a_sum_keeps_what_is_kept_of_an_order() {
        SumChallenge fifty = new SumChallenge(terms(1), 50_000);
        happens(fifty, bought(30_001));
        happens(fifty, bought(20_000));
        assertThat(fifty.completions(tally)).isEqualTo(1);
        String third = fifty.left(counted.get(0), 10_000, 30_001);
        tally = fifty.add(fifty.remove(tally, counted.get(0)), third);
        assertThat(fifty.completions(tally)).isZero();
        assertThat(fifty.reached(tally, standpoint(DAY, KUWAIT))).isEqualTo(30_000);
    }

    @Test
    void an_order_that_earned_nothing_adds_nothing() {
        assertThat(new SumChallenge(terms(1), 10).contribution(tally, bought(0)))
                .isEmpty();
    }

    @Test
    void a_streak_needs_every_day() {
        Challenge three = streak(3, 0, 9);
        visits(three, 0, 1, 3, 4, 5);
        assertThat(three.completions(tally)).isEqualTo(1);
        visits(three, 6, 7, 8);
        assertThat(three.completions(tally)).isEqualTo(2);
    }

    @Test
    void two_visits_of_one_day_are_one_day() {
        Challenge three = streak(3, 0, 9);
        visits(three, 0, 0, 0, 1);
        assertThat(three.completions(tally)).isZero();
        assertThat(three.reached(tally, standpoint(DAY.plusDays(1), KUWAIT))).isEqualTo(2);
    }

    @Test
    void a_freeze_bridges_one_missed_day_and_no_second() {
        Challenge four = streak(4, 1, 9);
        visits(four, 0, 1, 3);
        assertThat(four.reached(tally, standpoint(DAY.plusDays(3), KUWAIT))).isEqualTo(3);
        visits(four, 5);
        assertThat(four.completions(tally)).isZero();
        assertThat(four.reached(tally, standpoint(DAY.plusDays(5), KUWAIT))).isEqualTo(1);
    }

    @Test
    void freezes_come_back_with_a_goal() {
        Challenge two = streak(2, 1, 9);
        visits(two, 0, 2, 4, 5);
        assertThat(two.completions(tally)).isEqualTo(2);
    }

    @Test
    void a_streak_that_was_missed_shows_as_nothing_before_anybody_comes() {
        Challenge three = streak(3, 1, 9);
        visits(three, 0, 1);
        assertThat(three.reached(tally, standpoint(DAY.plusDays(3), KUWAIT))).isEqualTo(2);
        assertThat(three.reached(tally, standpoint(DAY.plusDays(4), KUWAIT))).isZero();
    }

    @Test
    void the_only_visit_of_a_day_taken_back_breaks_the_streak_there() {
        Challenge three = streak(3, 0, 9);
        visits(three, 0, 1, 1, 2);
        takenBack(three, 1);
        assertThat(three.completions(tally)).isEqualTo(1);
        takenBack(three, 2);
        assertThat(three.completions(tally)).isZero();
        visits(three, 3, 4);
        assertThat(three.completions(tally)).isEqualTo(1);
    }

    @Test
    void a_late_visit_closes_the_gap_that_it_belongs_to() {
        Challenge three = streak(3, 0, 9);
        visits(three, 1, 2, 0);
        assertThat(three.completions(tally)).isEqualTo(1);
    }

    @Test
    void days_are_those_of_the_zone_in_which_the_streak_started() {
        Challenge two = streak(2, 0, 9);
        // 23:30 and, an hour and a half later, 01:00 of the next day in Kuwait; the member has moved to Berlin
        // meanwhile
        happens(two, at(LocalDateTime.of(2026, 3, 1, 23, 30), KUWAIT, KUWAIT));
        happens(two, at(LocalDateTime.of(2026, 3, 2, 1, 0), KUWAIT, BERLIN));
        assertThat(two.completions(tally)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-28", "2026-10-24"})
    void the_days_on_which_clocks_change_count_once_each(LocalDate before) {
        Challenge three = streak(3, 0, 9);
        for (int day = 0; day < 3; day++) {
            LocalDate today = before.plusDays(day);
            happens(three, at(today.atTime(0, 15), BERLIN, BERLIN));
            happens(three, at(today.atTime(23, 45), BERLIN, BERLIN));
        }
        assertThat(three.completions(tally)).isEqualTo(1);
        assertThat(three.reached(tally, standpoint(before.plusDays(2), BERLIN))).isZero();
    }

    @Test
    void two_years_of_days_stay_short_and_are_counted_to_the_end() {
        Challenge seven = streak(7, 1, 10_000);
        for (int day = 0; day < 730; day++) {
            visits(seven, day);
        }
        assertThat(seven.completions(tally)).isEqualTo(730 / 7);
        assertThat(tally.length()).isLessThan(64);
    }

    @Test
    void different_stores_are_collected_and_one_of_two_visits_may_go() {
        Challenge three = new CollectChallenge(terms(1), "visit", "store", Set.of(), 3);
        happens(three, visit(DAY, "a"));
        happens(three, visit(DAY, "b"));
        happens(three, visit(DAY, "a"));
        happens(three, visit(DAY, "c"));
        assertThat(three.completions(tally)).isEqualTo(1);
        takenBack(three, 0);
        assertThat(three.completions(tally)).isEqualTo(1);
        takenBack(three, 2);
        assertThat(three.completions(tally)).isZero();
        assertThat(three.reached(tally, standpoint(DAY, KUWAIT))).isEqualTo(2);
    }

    @Test
    void only_listed_values_are_collected_and_a_finished_round_starts_the_next() {
        Challenge two = new CollectChallenge(terms(2), "visit", "store", Set.of("a", "b"), 2);
        happens(two, visit(DAY, "z"));
        assertThat(tally).isEmpty();
        happens(two, visit(DAY, "a"));
        happens(two, visit(DAY, "b"));
        happens(two, visit(DAY, "a"));
        assertThat(two.completions(tally)).isEqualTo(1);
        assertThat(two.reached(tally, standpoint(DAY, KUWAIT))).isEqualTo(1);
    }

    @Test
    void free_fields_of_custom_events_can_be_collected() {
        Challenge two = new CollectChallenge(terms(1), "custom:lesson", "data.topic", Set.of(), 2);
        happens(two, lesson("beans"));
        happens(two, lesson("milk"));
        assertThat(two.completions(tally)).isEqualTo(1);
    }

    @Test
    void quest_steps_are_done_in_order() {
        Challenge quest = quest(1);
        happens(quest, event("custom:review", DAY.atTime(9, 0).atZone(KUWAIT).toInstant(), null, null, 0, KUWAIT));
        assertThat(tally).isEmpty();
        happens(quest, visit(DAY, "s1"));
        happens(quest, visit(DAY, "s2"));
        assertThat(quest.reached(tally, standpoint(DAY, KUWAIT))).isEqualTo(1);
        happens(quest, bought(1000));
        happens(quest, event("custom:review", DAY.atTime(9, 0).atZone(KUWAIT).toInstant(), null, null, 0, KUWAIT));
        assertThat(quest.completions(tally)).isEqualTo(1);
    }

    @Test
    void a_step_taken_back_is_open_again_and_later_ones_stay() {
        Challenge quest = quest(1);
        happens(quest, visit(DAY, "s1"));
        happens(quest, bought(1000));
        takenBack(quest, 0);
        assertThat(quest.reached(tally, standpoint(DAY, KUWAIT))).isEqualTo(1);
        happens(quest, visit(DAY, "s1"));
        assertThat(quest.reached(tally, standpoint(DAY, KUWAIT))).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whatever_was_added_can_be_taken_out_in_any_order(long seed) {
        Random random = new Random(seed);
        List<Challenge> kinds = List.of(
                new CountChallenge(terms(1), "visit", 7),
                new CollectChallenge(terms(1), "visit", "store", Set.of(), 9),
                streak(30, 2, 1));
        for (Challenge kind : kinds) {
            tally = Challenge.NOTHING;
            counted.clear();
            for (int i = 0; i < 12; i++) {
                happens(kind, visit(DAY.plusDays(i), "s" + random.nextInt(4)));
            }
            java.util.Collections.shuffle(counted, random);
            String last = counted.remove(0);
            counted.forEach(one -> tally = kind.remove(tally, one));
            assertThat(kind.reached(tally, standpoint(DAY.plusDays(12), KUWAIT)))
                    .as("%s, seed %d", kind, seed)
                    .isLessThanOrEqualTo(1);
            tally = kind.remove(tally, last);
            assertThat(kind.reached(tally, standpoint(DAY.plusDays(12), KUWAIT)))
                    .isZero();
            assertThat(kind.completions(tally)).isZero();
        }
    }

    private void happens(Challenge challenge, Deed deed) {
        String one = challenge.contribution(tally, deed);
        if (!one.isEmpty()) {
            counted.add(one);
            tally = challenge.add(tally, one);
        }
    }

    private void takenBack(Challenge challenge, int which) {
        tally = challenge.remove(tally, counted.get(which));
    }

    private void visits(Challenge challenge, int... days) {
        for (int day : days) {
            happens(challenge, visit(DAY.plusDays(day), "s1"));
        }
    }

    private static Challenge streak(long goal, int freezes, long repeat) {
        return new StreakChallenge(terms(repeat), "visit", Period.DAY, goal, freezes);
    }

    private static Challenge quest(long repeat) {
        return new QuestChallenge(
                terms(repeat),
                List.of(
                        new QuestChallenge.Step("visit", null, Condition.ALWAYS),
                        new QuestChallenge.Step("purchase", null, Condition.ALWAYS),
                        new QuestChallenge.Step("custom:review", null, Condition.ALWAYS)));
    }

    private static Deed visit(LocalDate day, String store) {
        return event("visit", day.atTime(12, 0).atZone(KUWAIT).toInstant(), store, null, 0, KUWAIT);
    }

    private static Deed bought(long spend) {
        return event("purchase", DAY.atTime(12, 0).atZone(KUWAIT).toInstant(), null, null, spend, KUWAIT);
    }

    private static Deed lesson(String topic) {
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("topic", topic);
        return event("custom:lesson", DAY.atTime(12, 0).atZone(KUWAIT).toInstant(), null, data, 0, KUWAIT);
    }

    private static Deed at(LocalDateTime local, ZoneId in, ZoneId member) {
        return event("visit", local.atZone(in).toInstant(), null, null, 0, member);
    }

    private static Deed event(String type, Instant at, String store, ObjectNode data, long spend, ZoneId member) {
        return new Deed(
                new RecordedEvent(type, at, null, store, null, null, data),
                spend,
                new Standpoint(at, KUWAIT, member, DayOfWeek.SUNDAY),
                condition -> true);
    }

    private static Standpoint standpoint(LocalDate day, ZoneId zone) {
        return new Standpoint(day.atTime(20, 0).atZone(zone).toInstant(), KUWAIT, zone, DayOfWeek.SUNDAY);
    }

    private static ChallengeTerms terms(long repeat) {
        return new ChallengeTerms(
                "it",
                "any",
                new LocalizedText(Map.of("en", "It"), "en"),
                null,
                Condition.ALWAYS,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                List.of(),
                null,
                null,
                repeat,
                false,
                true,
                List.of());
    }
}
