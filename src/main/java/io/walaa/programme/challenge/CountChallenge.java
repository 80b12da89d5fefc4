package io.walaa.programme.challenge;

import io.walaa.json.Input;
import io.walaa.programme.EventType;
import io.walaa.programme.Vocabulary;
import java.util.Set;

/**
 * Do something so many times: {@code event: visit, goal: 5}. The tally is how often it was done.
 *
 * @param event the type of event
 * @param goal how often
 */
record CountChallenge(ChallengeTerms terms, String event, long goal) implements Challenge {
    private static final long GOAL_MAX = 100_000;
    private static final String ONCE = "1";

    static CountChallenge read(Input in, ChallengeTerms terms, Vocabulary names) {
        return new CountChallenge(
                terms, EventType.read(in.field("event")), in.field("goal").integer(1, GOAL_MAX));
    }

    @Override
    public Set<String> events() {
        return Set.of(event);
    }

    @Override
    public String contribution(String tally, Deed deed) {
        return ONCE;
    }

    @Override
    public String add(String tally, String contribution) {
        return Total.add(tally, 1);
    }

    @Override
    public String remove(String tally, String contribution) {
        return Total.add(tally, -1);
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
