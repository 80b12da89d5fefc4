package io.walaa.programme.challenge;

import io.walaa.json.Input;
import io.walaa.order.Rational;
import io.walaa.programme.EventType;
import io.walaa.programme.Vocabulary;
import io.walaa.programme.earning.Amounts;
import java.util.Set;

/**
 * Spend so much in all: {@code goal: "50.000"}. The tally is what was spent, in minor units of the programme's
 * currency.
 *
 * @param goal minor units of the programme's currency
 */
record SumChallenge(ChallengeTerms terms, long goal) implements Challenge {
    static SumChallenge read(Input in, ChallengeTerms terms, Vocabulary names) {
        long goal = Amounts.read(in.field("goal"), names.currency()).in(names.currency());
        return new SumChallenge(terms, Math.max(1, goal));
    }

    @Override
    public Set<String> events() {
        return Set.of(EventType.PURCHASE);
    }

    @Override
    public String contribution(String tally, Deed deed) {
        return deed.spend() > 0 ? Radix.text(deed.spend()) : NOTHING;
    }

    @Override
    public String add(String tally, String contribution) {
        return Total.add(tally, Radix.number(contribution));
    }

    @Override
    public String remove(String tally, String contribution) {
        return Total.add(tally, -Radix.number(contribution));
    }

    @Override
    public String left(String contribution, long kept, long total) {
        return kept == 0 ? NOTHING : Radix.text(Rational.floor(Radix.number(contribution), kept, total));
    }

    @Override
    public long completions(String tally) {
        return Radix.number(tally) / goal;
    }

    @Override
    public long score(String tally) {
        return Radix.number(tally);
    }

    @Override
    public long reached(String tally, Standpoint standpoint) {
        return terms.inRound(Radix.number(tally), goal);
    }
}
