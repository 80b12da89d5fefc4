package io.walaa.programme.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.walaa.json.Document;
import io.walaa.json.Input;
import io.walaa.programme.Programme;
import io.walaa.programme.ProgrammeReader;
import io.walaa.programme.Sections;
import io.walaa.programme.Vocabulary;
import io.walaa.programme.command.Commands;
import io.walaa.programme.command.MemberBook;
import io.walaa.programme.earning.EarningRules;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A kind of challenge that nobody has heard of: one class, one line of the catalogue, and it works like the others. */
class AddedKindTest {
    private static final String DOCUMENT = """
            name: shop
            title: {en: Shop}
            timeZone: Asia/Kuwait
            currency: KWD
            locales: [en]
            units: {points: {title: {en: points}}}
            rules: [{id: v, kind: event, unit: points, event: visit, points: 1}]
            challenges:
              - id: before-nine
                kind: early
                title: {en: Early bird}
                hour: %s
                goal: 2
                rewards: [{unit: points, points: 20}]
            """;

    /** Do something before an hour of the day. */
    private record EarlyChallenge(ChallengeTerms terms, long hour, long goal) implements Challenge {
        static EarlyChallenge read(Input in, ChallengeTerms terms, Vocabulary names) {
            return new EarlyChallenge(
                    terms, in.field("hour").integer(1, 23), in.field("goal").integer(1, 100));
        }

        @Override
        public Set<String> events() {
            return Set.of("visit");
        }

        @Override
        public String contribution(String tally, Deed deed) {
            var local = deed.standpoint().at().atZone(deed.standpoint().programme());
            return local.getHour() < hour ? "1" : NOTHING;
        }

        @Override
        public String add(String tally, String contribution) {
            return tally + contribution;
        }

        @Override
        public String remove(String tally, String contribution) {
            return tally.substring(1);
        }

        @Override
        public long completions(String tally) {
            return tally.length() / goal;
        }

        @Override
        public long reached(String tally, Standpoint standpoint) {
            return terms.inRound(tally.length(), goal);
        }

        @Override
        public long score(String tally) {
            return tally.length();
        }
    }

    private static Programme programme(String hour) {
        ChallengeKinds kinds = ChallengeKinds.STANDARD.with("early", EarlyChallenge::read);
        Sections sections = Sections.STANDARD.with(new ChallengeSection(kinds));
        return new ProgrammeReader(EarningRules.STANDARD, sections)
                .read(Document.yaml(DOCUMENT.formatted(hour)).root());
    }

    @Test
    void it_counts_pays_and_is_taken_back() {
        MemberBook book = new MemberBook(programme("9"));
        book.at("2026-03-01T08:59:00+03:00").run(Commands.event(book, "visit"));
        book.at("2026-03-01T09:00:00+03:00").run(Commands.event(book, "visit"));
        MemberBook.Entry second = book.at("2026-03-02T07:00:00+03:00").run(Commands.event(book, "visit"));
        assertThat(book.balance("points").available()).isEqualTo(23);
        book.run(Commands.reversed(second));
        assertThat(book.balance("points").available()).isEqualTo(2);
        assertThat(ChallengeView.of(book.programme(), book.state(), book.now())
                        .get(0)
                        .progress())
                .isEqualTo(1);
    }

    @Test
    void its_own_fields_are_checked_and_other_servers_do_not_know_it() {
        assertThatThrownBy(() -> programme("24"))
                .hasMessageContaining("/challenges/0/hour")
                .hasMessageContaining("23");
        assertThatThrownBy(() -> new ProgrammeReader(EarningRules.STANDARD, Sections.STANDARD)
                        .read(Document.yaml(DOCUMENT.formatted("9")).root()))
                .hasMessageContaining("/challenges/0/kind");
    }
}
