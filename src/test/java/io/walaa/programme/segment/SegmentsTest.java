package io.walaa.programme.segment;

import static io.walaa.order.Orders.anOrder;
import static io.walaa.programme.command.Commands.event;
import static io.walaa.programme.command.Commands.purchase;
import static io.walaa.programme.command.Commands.returned;
import static org.assertj.core.api.Assertions.assertThat;

import io.walaa.member.MemberId;
import io.walaa.member.MemberState;
import io.walaa.member.Reservation;
import io.walaa.points.Lot;
import io.walaa.points.LotPart;
import io.walaa.programme.Programme;
import io.walaa.programme.ProgrammeDocument;
import io.walaa.programme.command.Adjust;
import io.walaa.programme.command.DecideTransfer;
import io.walaa.programme.command.EditFacts;
import io.walaa.programme.command.EndHold;
import io.walaa.programme.command.MemberBook;
import io.walaa.programme.command.PlaceHold;
import io.walaa.programme.command.ReserveTransfer;
import io.walaa.programme.command.SettleTransfer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SegmentsTest {
    private static final String SHOP = """
            name: shop
            title: {en: Shop}
            timeZone: Asia/Kuwait
            currency: KWD
            locales: [en]
            units: {points: {title: {en: points}}}
            attributes: {city: text, age: number}
            rules: [{id: base, kind: spend, unit: points, points: 10, per: "1.000"}]
            """;

    private static final MemberId OTHER = new MemberId("mem_fedcba9876543210");

    private static Programme shop(String segments) {
        return ProgrammeDocument.yaml(SHOP + segments).programme();
    }

    @Test
    void who_has_enough_points_enters_with_the_purchase_and_leaves_with_its_return() {
        MemberBook book = new MemberBook(shop("segments: [{id: rich, condition: balances.points >= 50}]"));
        book.run(purchase(book, anOrder().line("latte", "4", "1.000").paidBy("card", "4.000")));
        assertThat(Segments.of(book.state().facts())).isEmpty();
        book.run(purchase(book, anOrder().id("A-2").line("latte", "1", "1.000").paidBy("card", "1.000")));
        assertThat(book.told()).contains("segment.entered rich");
        assertThat(Segments.of(book.state().facts())).containsExactly("rich");
        book.run(returned(book, "A-2", "1", "1"));
        assertThat(book.told()).contains("segment.left rich");
        assertThat(Segments.of(book.state().facts())).isEmpty();
    }

    @Test
    void an_edited_attribute_and_a_correction_move_members_at_once() {
        MemberBook book = new MemberBook(shop("""
                segments:
                  - {id: kuwaiti, condition: member.city == "Kuwait"}
                  - {id: grown-up, condition: member.age >= 18}
                  - {id: rich, condition: balances.points > 99}
                """));
        book.run(EditFacts.profile(1, Map.of("a.city", "Kuwait", "a.age", "18.5")));
        assertThat(Segments.of(book.state().facts())).containsExactly("grown-up", "kuwaiti");
        book.run(new Adjust("points", 100));
        assertThat(Segments.of(book.state().facts())).containsExactly("grown-up", "kuwaiti", "rich");
        book.run(EditFacts.profile(2, Map.of("a.city", "Riyadh")));
        assertThat(Segments.of(book.state().facts())).containsExactly("rich");
    }

    @Test
    void points_that_are_held_released_captured_and_sent_move_members_at_once() {
        MemberBook book = new MemberBook(shop("segments: [{id: rich, condition: balances.points >= 50}]"));
        book.run(new Adjust("points", 60));
        assertThat(book.told()).contains("segment.entered rich");
        MemberBook.Entry held = book.run(new PlaceHold("points", 20, Duration.ofMinutes(5)));
        assertThat(book.told()).contains("segment.left rich");
        book.run(new EndHold(held.id(), 0L));
        assertThat(book.told()).contains("segment.entered rich");
        held = book.run(new PlaceHold("points", 20, Duration.ofMinutes(5)));
        book.run(new EndHold(held.id(), 5L));
        assertThat(Segments.of(book.state().facts())).containsExactly("rich");
        MemberBook.Entry sent = book.run(new ReserveTransfer(OTHER, "points", 10));
        assertThat(book.told()).contains("segment.left rich");
        book.run(new SettleTransfer(sent.id().key(), false));
        assertThat(book.told()).contains("segment.entered rich");
    }

    @Test
    void who_is_sent_points_enters_with_them() {
        MemberBook book = new MemberBook(shop("segments: [{id: rich, condition: balances.points >= 50}]"));
        Reservation sent = new Reservation(
                "1abcd", ReserveTransfer.KIND, OTHER, "points", 0, 0, List.of(new LotPart(Lot.active(Lot.NEVER), 50)));
        book.run(new DecideTransfer(OTHER.value(), sent, false));
        assertThat(book.told()).contains("segment.entered rich");
    }

    @Test
    void what_time_alone_changes_happens_at_the_start_of_the_members_own_day() {
        String quiet = "segments: [{id: quiet, condition: metrics.days_since_last_purchase >= 3}]";
        MemberBook kuwait = new MemberBook(shop(quiet)).at("2026-01-01T12:00:00+03:00");
        kuwait.run(purchase(kuwait, anOrder().line("latte", "1", "1.000").paidBy("card", "1.000")));
        kuwait.at("2026-01-03T23:59:59+03:00").settle();
        assertThat(Segments.of(kuwait.state().facts())).isEmpty();
        kuwait.at("2026-01-04T00:00:00+03:00").settle();
        assertThat(Segments.of(kuwait.state().facts())).containsExactly("quiet");

        MemberBook newYork = new MemberBook(shop(quiet)).at("2026-01-01T12:00:00+03:00");
        newYork.run(EditFacts.profile(1, Map.of(MemberState.zoneFact(), "America/New_York")));
        newYork.run(purchase(newYork, anOrder().line("latte", "1", "1.000").paidBy("card", "1.000")));
        newYork.at("2026-01-03T23:59:59-05:00").settle();
        assertThat(Segments.of(newYork.state().facts())).isEmpty();
        newYork.at("2026-01-04T00:00:00-05:00").settle();
        assertThat(Segments.of(newYork.state().facts())).containsExactly("quiet");
        assertThat(newYork.told()).contains("segment.entered quiet");
    }

    @Test
    void a_segment_that_the_document_drops_is_left_at_the_next_event() {
        MemberBook book = new MemberBook(shop("segments: [{id: all, condition: balances.points >= 0}]"));
        book.run(event(book, "visit"));
        assertThat(Segments.of(book.state().facts())).containsExactly("all");
        book.under(shop("")).run(event(book, "visit"));
        assertThat(Segments.of(book.state().facts())).isEmpty();
    }
}
