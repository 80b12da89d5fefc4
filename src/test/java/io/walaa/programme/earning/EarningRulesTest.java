package io.walaa.programme.earning;

import static org.assertj.core.api.Assertions.assertThat;

import io.walaa.decision.EntryId;
import io.walaa.decision.Moment;
import io.walaa.decision.Trace;
import io.walaa.json.Document;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberId;
import io.walaa.member.MemberState;
import io.walaa.order.Formula;
import io.walaa.order.Orders;
import io.walaa.order.Purchase;
import io.walaa.programme.Programme;
import io.walaa.programme.ProgrammeReader;
import io.walaa.programme.RecordedEvent;
import io.walaa.programme.Sections;
import io.walaa.programme.course.Happening;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EarningRulesTest {
    /** A made-up kind: so many points for each line of the order. */
    record CrowdRule(Terms terms, long points) implements EarningRule {
        @Override
        public Set<String> events() {
            return Set.of("purchase");
        }

        @Override
        public long points(Occasion occasion) {
            return points * occasion.base().lines().length;
        }

        @Override
        public Formula formula(Occasion occasion, Purchase purchase) {
            return Formula.ofOrder(points * purchase.lines().size());
        }

        @Override
        public long[] weights(Occasion occasion) {
            return new long[occasion.base().lines().length];
        }
    }

    @Test
    void a_new_kind_is_one_line_of_the_catalogue() {
        EarningRules more = EarningRules.STANDARD.with(
                "crowd",
                (in, terms, names) -> new CrowdRule(terms, in.field("points").integer(1, 100)));
        Programme shop = new ProgrammeReader(more, Sections.STANDARD)
                .read(Document.yaml("""
                name: shop
                title: {en: Shop}
                timeZone: Asia/Kuwait
                currency: KWD
                locales: [en]
                units: {points: {title: {en: points}}}
                rules: [{id: crowd, kind: crowd, unit: points, points: 3, caps: {perOrder: 5}}]
                """).root());
        MemberState member = MemberState.empty(new MemberId("mem_0123456789abcdef"));
        Instant now = Instant.parse("2026-11-21T07:00:00Z");
        MemberChange change =
                new MemberChange(member, new Moment(now, new EntryId(member.id().body(), 1, "abcd"), Trace.off()));
        RecordedEvent event = new RecordedEvent(
                "purchase",
                now,
                null,
                null,
                Orders.anOrder().line("a", "1", "1.000").line("b", "1", "2.000").purchase(),
                null,
                null);
        Earned earned = shop.earn(new Happening(shop, change, event), event);
        assertThat(earned.awards()).singleElement().satisfies(award -> {
            assertThat(award.amount()).isEqualTo(5);
            assertThat(award.perLine()).containsExactly(3, 2);
        });
        assertThat(change.fields().keySet()).noneMatch(field -> field.startsWith("c."));
    }
}
