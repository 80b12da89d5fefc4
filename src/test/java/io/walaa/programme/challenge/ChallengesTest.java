package io.walaa.programme.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import io.walaa.decision.Effect;
import io.walaa.order.Orders;
import io.walaa.programme.Programme;
import io.walaa.programme.Programmes;
import io.walaa.programme.command.Commands;
import io.walaa.programme.command.JoinChallenge;
import io.walaa.programme.command.MemberBook;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Challenges in decisions: progress, payment and taking back, each in the entry that causes it. */
class ChallengesTest {
    private static final String UNITS = "units:\n  points: {title: {en: points}}\n";

    @Test
    void the_visit_that_reaches_the_goal_pays_in_its_own_entry() {
        MemberBook book = book("- {id: three, kind: count, event: visit, goal: 3, title: {en: Three},"
                + " rewards: [{unit: points, points: 30}, {badge: regular}]}");
        visit(book, "2026-03-01T10:00:00+03:00");
        assertThat(told(visit(book, "2026-03-02T10:00:00+03:00"))).containsExactly("challenge.progressed three 2/3");
        assertThat(told(visit(book, "2026-03-03T10:00:00+03:00")))
                .containsExactly("challenge.completed three 3/3", "points.earned", "badge.earned");
        assertThat(book.balance("points").available()).isEqualTo(30);
        assertThat(book.state().fact("b.regular")).isEqualTo("1");
        assertThat(told(visit(book, "2026-03-04T10:00:00+03:00"))).doesNotContain("points.earned");
    }

    @Test
    void a_challenge_of_the_week_starts_again_each_week() {
        MemberBook book = book("- {id: two, kind: count, event: visit, goal: 2, every: week, title: {en: Two},"
                + " rewards: [{unit: points, points: 5}]}");
        for (String day : List.of("02", "03", "04", "09", "10")) { // 2026-03-02 is a Monday
            visit(book, "2026-03-" + day + "T10:00:00+03:00");
        }
        assertThat(book.balance("points").available()).isEqualTo(10);
    }

    @Test
    void a_late_event_of_a_week_that_is_over_counts_no_more() {
        MemberBook book = book("- {id: two, kind: count, event: visit, goal: 2, every: week, title: {en: Two},"
                + " rewards: [{unit: points, points: 5}]}");
        visit(book, "2026-03-02T10:00:00+03:00");
        visit(book, "2026-03-09T10:00:00+03:00");
        book.run(Commands.event("visit", book.now().minusSeconds(6 * 86_400)));
        assertThat(book.balance("points").available()).isZero();
    }

    @Test
    void a_returned_order_takes_its_money_and_the_reward_back_and_its_reversal_brings_them_again() {
        MemberBook book = book("- {id: fifty, kind: sum, goal: \"50.000\", title: {en: Fifty},"
                + " rewards: [{unit: points, points: 100}, {badge: big}]}");
        book.at("2026-03-01T10:00:00+03:00").run(Commands.purchase(book, order("o1", "30.000")));
        book.run(Commands.purchase(book, order("o2", "25.000")));
        assertThat(book.balance("points").available()).isEqualTo(100);
        MemberBook.Entry back = book.run(Commands.returned(book, "o1", "1", "0.500"));
        assertThat(told(back)).contains("challenge.progressed fifty 40000/50000", "badge.taken-back");
        assertThat(book.balance("points").available()).isZero();
        book.run(Commands.reversed(back));
        assertThat(book.balance("points").available()).isEqualTo(100);
        assertThat(book.state().fact("b.big")).isEqualTo("1");
    }

    @Test
    void in_parts_or_at_once_a_return_comes_to_the_same() {
        String fifty = "- {id: fifty, kind: sum, goal: \"50.000\", repeat: 5, title: {en: Fifty},"
                + " rewards: [{unit: points, points: 100}]}";
        MemberBook parts = book(fifty);
        MemberBook whole = book(fifty);
        for (MemberBook book : List.of(parts, whole)) {
            book.run(Commands.purchase(book, order("o1", "99.999")));
            book.run(Commands.purchase(book, order("o2", "51.000")));
            assertThat(book.balance("points").available()).isEqualTo(300);
        }
        for (int i = 0; i < 10; i++) {
            parts.run(Commands.returned(parts, "o1", "1", "0.100"));
        }
        whole.run(Commands.returned(whole, "o1"));
        assertThat(parts.balance("points")).isEqualTo(whole.balance("points"));
        assertThat(parts.state().fact("g.fifty")).isEqualTo(whole.state().fact("g.fifty"));
        assertThat(whole.balance("points").available()).isEqualTo(100);
    }

    @Test
    void what_is_kept_after_a_return_is_up_to_the_document() {
        MemberBook book = book("- {id: one, kind: count, event: purchase, goal: 1, returns: keep, title: {en: One},"
                + " rewards: [{unit: points, points: 7}]}");
        book.run(Commands.purchase(book, order("o1", "5.000")));
        book.run(Commands.returned(book, "o1"));
        assertThat(book.balance("points").available()).isEqualTo(7);
    }

    @Test
    void an_order_returned_after_its_week_takes_back_the_reward_that_it_brought() {
        MemberBook book = book("- {id: two, kind: count, event: purchase, goal: 2, every: week, title: {en: Two},"
                + " rewards: [{unit: points, points: 7}]}");
        book.at("2026-03-02T10:00:00+03:00").run(Commands.purchase(book, order("o1", "5.000")));
        book.run(Commands.purchase(book, order("o2", "5.000")));
        book.at("2026-03-10T10:00:00+03:00").run(Commands.purchase(book, order("o3", "5.000")));
        book.run(Commands.returned(book, "o1"));
        assertThat(book.balance("points").available()).isEqualTo(7);
        book.run(Commands.returned(book, "o2"));
        assertThat(book.balance("points").available()).isZero();
    }

    @Test
    void a_reversed_visit_counts_no_more_and_is_not_taken_back_twice() {
        MemberBook book = book("- {id: two, kind: count, event: visit, goal: 2, title: {en: Two},"
                + " rewards: [{unit: points, points: 7}, {badge: both}]}");
        visit(book, "2026-03-02T10:00:00+03:00");
        MemberBook.Entry second = visit(book, "2026-03-03T10:00:00+03:00");
        book.run(Commands.reversed(second));
        assertThat(book.balance("points").available()).isZero();
        assertThat(book.state().fact("b.both")).isNull();
        assertThat(told(visit(book, "2026-03-04T10:00:00+03:00"))).contains("challenge.completed two 2/2");
        assertThat(book.balance("points").available()).isEqualTo(7);
    }

    @Test
    void a_challenge_of_each_ramadan_counts_in_it_and_begins_anew_with_the_next() {
        MemberBook book = book("- {id: nights, kind: count, event: visit, goal: 2, title: {en: Nights},"
                + " hijri: [{month: ramadan}], every: hijri-month, rewards: [{unit: points, points: 7}]}");
        assertThat(told(visit(book, "2026-02-17T20:00:00+03:00"))).isEmpty(); // the last day of Shaban 1447
        assertThat(told(visit(book, "2026-02-18T20:00:00+03:00"))).contains("challenge.progressed nights 1/2");
        assertThat(told(visit(book, "2026-03-20T20:00:00+03:00"))).isEmpty(); // the first day of Shawwal
        assertThat(told(visit(book, "2027-02-08T20:00:00+03:00"))).contains("challenge.progressed nights 1/2");
        assertThat(told(visit(book, "2027-03-08T20:00:00+03:00"))).contains("challenge.completed nights 2/2");
        assertThat(book.balance("points").available()).isEqualTo(7);
    }

    @Test
    void a_visit_that_earned_nothing_can_be_reversed_once() {
        MemberBook book = book("- {id: two, kind: count, event: visit, goal: 2, title: {en: Two},"
                + " rewards: [{unit: points, points: 7}]}");
        MemberBook.Entry first = visit(book, "2026-03-02T10:00:00+03:00");
        MemberBook.Entry back = book.run(Commands.reversed(first));
        assertThat(told(back)).contains("challenge.progressed two 0/2");
        assertThat(book.refused(Commands.reversed(first)).code()).isEqualTo("already-reversed");
        assertThat(told(visit(book, "2026-03-03T10:00:00+03:00"))).contains("challenge.progressed two 1/2");
    }

    @Test
    void a_reversed_visit_takes_back_the_goal_that_a_later_one_reached() {
        MemberBook book = book(
                "- {id: two, kind: count, event: visit, goal: 2, title: {en: Two},"
                        + " rewards: [{unit: points, points: 7}]}",
                "- {id: v, kind: event, unit: points, event: visit, points: 1}");
        MemberBook.Entry first = visit(book, "2026-03-02T10:00:00+03:00");
        visit(book, "2026-03-03T10:00:00+03:00");
        assertThat(book.balance("points").available()).isEqualTo(9);
        book.run(Commands.reversed(first));
        assertThat(book.balance("points").available()).isEqualTo(1);
    }

    @Test
    void only_those_who_joined_take_part_and_only_for_so_long() {
        MemberBook book = book("- {id: sprint, kind: count, event: visit, goal: 2, join: required, within: P3D,"
                + " title: {en: Sprint}, rewards: [{unit: points, points: 7}]}");
        assertThat(told(visit(book, "2026-03-01T10:00:00+03:00"))).isEmpty();
        assertThat(told(book.run(new JoinChallenge("sprint")))).containsExactly("challenge.joined");
        assertThat(book.refused(new JoinChallenge("sprint")).code()).isEqualTo("already-joined");
        visit(book, "2026-03-02T10:00:00+03:00");
        assertThat(told(visit(book, "2026-03-05T10:00:00+03:00"))).isEmpty();
        book.run(new JoinChallenge("sprint"));
        visit(book, "2026-03-06T10:00:00+03:00");
        visit(book, "2026-03-07T10:00:00+03:00");
        assertThat(book.balance("points").available()).isEqualTo(7);
        assertThat(book.refused(new JoinChallenge("sprint")).code()).isEqualTo("already-joined");
    }

    @Test
    void joining_what_is_not_there_or_not_open_or_needs_none_is_refused() {
        MemberBook book = book("- {id: old, kind: count, event: visit, goal: 2, join: required, until: 2025-12-31,"
                + " title: {en: Old}}\n- {id: all, kind: count, event: visit, goal: 2, title: {en: All}}");
        assertThat(book.refused(new JoinChallenge("nothing")).code()).isEqualTo("unknown-challenge");
        assertThat(book.refused(new JoinChallenge("old")).code()).isEqualTo("challenge-not-open");
        assertThat(book.refused(new JoinChallenge("all")).code()).isEqualTo("challenge-needs-no-joining");
    }

    @Test
    void only_what_its_condition_wants_counts() {
        MemberBook book =
                book("- {id: big, kind: count, event: purchase, goal: 1, when: 'order.total >= money(\"10.000\")',"
                        + " title: {en: Big}, rewards: [{unit: points, points: 7}]}");
        book.run(Commands.purchase(book, order("o1", "9.999")));
        assertThat(book.balance("points").available()).isZero();
        book.run(Commands.purchase(book, order("o2", "10.000")));
        assertThat(book.balance("points").available()).isEqualTo(7);
    }

    @Test
    void long_collections_span_several_small_facts_and_leave_none_behind() {
        MemberBook book = book("- {id: all, kind: collect, event: purchase, different: sku, goal: 20, every: month,"
                + " title: {en: All}}");
        book.at("2026-03-01T10:00:00+03:00");
        for (int i = 0; i < 18; i++) {
            book.run(Commands.purchase(
                    book,
                    Orders.anOrder().id("o" + i).line("sku-" + i, "1", "1.000").paidInFull()));
        }
        assertThat(book.state().facts().keySet()).contains("g.all", "g.all.1", "g.all.2");
        assertThat(book.state().facts().values()).allMatch(value -> value.length() <= 64);
        assertThat(view(book, "all").progress()).isEqualTo(18);
        book.at("2026-04-01T10:00:00+03:00").run(Commands.purchase(book, order("new", "1.000")));
        assertThat(book.state().facts().keySet()).contains("g.all").doesNotContain("g.all.1", "g.all.2");
        assertThat(view(book, "all").progress()).isEqualTo(1);
    }

    private static ChallengeView view(MemberBook book, String id) {
        return ChallengeView.of(book.programme(), book.state(), book.now()).stream()
                .filter(view -> view.terms().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Orders order(String id, String price) {
        return Orders.anOrder().id(id).line("sku", "1", price).paidInFull();
    }

    private static MemberBook.Entry visit(MemberBook book, String at) {
        book.at(at);
        return book.run(Commands.event(book, "visit"));
    }

    private static List<String> told(MemberBook.Entry entry) {
        return entry.decision().effects().stream().map(ChallengesTest::told).toList();
    }

    private static String told(Effect effect) {
        Object progress = effect.values().get("progress");
        return progress == null
                ? effect.type()
                : effect.type() + " " + effect.values().get("challenge") + " " + progress + "/"
                        + effect.values().get("goal");
    }

    private static MemberBook book(String challenges) {
        return book(challenges, "");
    }

    private static MemberBook book(String challenges, String rules) {
        Programme programme = Programmes.of(UNITS + "challenges:\n" + challenges.indent(2), rules);
        return new MemberBook(programme);
    }
}
