package io.walaa.programme.earning;

import static io.walaa.order.Orders.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.walaa.decision.EntryId;
import io.walaa.decision.Moment;
import io.walaa.decision.Trace;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberId;
import io.walaa.member.MemberState;
import io.walaa.order.Purchase;
import io.walaa.programme.Programme;
import io.walaa.programme.Programmes;
import io.walaa.programme.RecordedEvent;
import io.walaa.programme.course.Happening;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IndexTest {
    private static final String[] SCHEDULES = {
        "",
        ", schedule: {from: 2026-03-10}",
        ", schedule: {until: \"2026-03-10T12:30:00+03:00\"}",
        ", schedule: {from: 2026-02-20, until: 2026-03-01, days: [friday, monday]}",
        ", schedule: {hijri: [{month: ramadan}, {month: shawwal, until: 3}]}",
        ", schedule: {hours: \"18:00-24:00\"}",
        ", schedule: {days: [sunday], hours: \"00:00-06:30\"}",
    };

    /** Explaining looks at every rule; without it only those are looked at that the index finds. */
    @Test
    void no_rule_that_counts_is_left_out_by_day_or_article() {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < 42; i++) {
            rules.append("- {id: r")
                    .append(i)
                    .append(", unit: points, points: ")
                    .append(i + 1);
            rules.append(i % 3 == 0 ? ", kind: line, categories: [c" + i % 4 + "]" : ", kind: event, event: purchase");
            rules.append(SCHEDULES[i % SCHEDULES.length]).append("}\n");
        }
        Programme shop = Programmes.withRules(rules.toString());
        Random random = new Random(71_078);
        Instant first = Instant.parse("2026-02-01T00:00:00Z");
        for (int i = 0; i < 600; i++) {
            Instant at = first.plusSeconds(random.nextInt(60 * 86_400));
            Purchase order = anOrder()
                    .line("x", "1", "1.000", "\"category\":\"c" + random.nextInt(5) + "\"")
                    .paidBy("card", "1.000")
                    .purchase();
            assertThat(awards(shop, order, at, Trace.off()))
                    .as(at.toString())
                    .isEqualTo(awards(shop, order, at, Trace.wanted()));
        }
    }

    @Test
    void rules_of_other_days_and_articles_are_not_looked_at() {
        Programme shop = Programmes.withRules("""
                - {id: always, kind: event, event: purchase, unit: points, points: 1}
                - {id: cakes, kind: line, categories: [cakes], unit: points, points: 1}
                - {id: later, kind: event, event: purchase, unit: points, points: 1, schedule: {from: 2027-01-01}}
                - {id: ramadan, kind: event, event: purchase, unit: points, points: 1, schedule: {hijri: [{month: ramadan}]}}
                - {id: evening, kind: event, event: purchase, unit: points, points: 1, schedule: {hours: "18:00-22:00"}}
                """);
        Purchase tea =
                anOrder().line("tea", "1", "1.000").paidBy("card", "1.000").purchase();
        assertThat(candidates(shop, tea, Instant.parse("2026-11-20T10:00:00Z"))).containsExactly("always", "evening");
        assertThat(candidates(shop, tea, Instant.parse("2026-03-10T10:00:00Z")))
                .containsExactly("always", "ramadan", "evening");
    }

    private static List<String> awards(Programme shop, Purchase order, Instant at, Trace trace) {
        Happening happening = happening(shop, order, at, trace);
        return shop.earn(happening, happening.event()).awards().stream()
                .map(award -> award.rule() + " " + award.amount())
                .toList();
    }

    private static List<String> candidates(Programme shop, Purchase order, Instant at) {
        Happening happening = happening(shop, order, at, Trace.off());
        return shop.earning().candidates(new Occasion(happening.event(), happening, Allowance.UNLIMITED)).stream()
                .map(rule -> rule.terms().id())
                .toList();
    }

    private static Happening happening(Programme shop, Purchase order, Instant at, Trace trace) {
        MemberState member = MemberState.empty(new MemberId("mem_0123456789abcdef"));
        Moment moment = new Moment(at, new EntryId(member.id().body(), 1, "abcd"), trace);
        RecordedEvent event = new RecordedEvent("purchase", at, null, null, order, null, null);
        return new Happening(shop, new MemberChange(member, moment), event);
    }
}
