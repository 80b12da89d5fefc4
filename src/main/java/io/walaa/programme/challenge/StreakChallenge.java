package io.walaa.programme.challenge;

import io.walaa.json.Input;
import io.walaa.programme.EventType;
import io.walaa.programme.Vocabulary;
import java.time.ZoneId;
import java.util.Set;

/**
 * Do something in so many periods in a row: {@code event: visit, per: day, goal: 7, freezes: 1}. A freeze lets one
 * period be missed; a streak that breaks, or a goal that is reached, gives them all back. Periods are those of the
 * member's zone, kept as it was when the streak started.
 *
 * @param event the type of event
 * @param per the period
 * @param goal how many periods
 * @param freezes how many periods may be missed on the way to a goal
 */
record StreakChallenge(ChallengeTerms terms, String event, Period per, long goal, int freezes) implements Challenge {
    private static final long GOAL_MAX = 60;
    private static final long FREEZES_MAX = 30;

    static StreakChallenge read(Input in, ChallengeTerms terms, Vocabulary names) {
        return new StreakChallenge(
                terms,
                EventType.read(in.field("event")),
                Period.read(in.field("per")),
                in.field("goal").integer(1, GOAL_MAX),
                (int) (long) in.optional("freezes", value -> value.integer(0, FREEZES_MAX), 0L));
    }

    @Override
    public Set<String> events() {
        return Set.of(event);
    }

    /** The number of the period, and behind a slash the zone if the streak starts with it. */
    @Override
    public String contribution(String tally, Deed deed) {
        Streak streak = Streak.read(tally);
        Standpoint standpoint = deed.standpoint();
        if (!tally.isEmpty()) {
            long number = standpoint.number(per, streak.zone());
            if (!streak.brokenBefore(number, goal, freezes)) {
                return Radix.text(number);
            }
        }
        return Radix.text(standpoint.number(per, standpoint.member())) + "/"
                + standpoint.member().getId();
    }

    @Override
    public String add(String tally, String contribution) {
        int slash = contribution.indexOf('/');
        long number = number(contribution);
        Streak streak = Streak.read(tally);
        return (slash >= 0 && streak.brokenBefore(number, goal, freezes)
                        ? streak.startAgain(number, ZoneId.of(contribution.substring(slash + 1)), goal, freezes)
                        : streak.with(number, goal, freezes))
                .text();
    }

    @Override
    public String remove(String tally, String contribution) {
        return tally.isEmpty()
                ? tally
                : Streak.read(tally).without(number(contribution)).text();
    }

    private static long number(String contribution) {
        int slash = contribution.indexOf('/');
        return Radix.number(slash < 0 ? contribution : contribution.substring(0, slash));
    }

    @Override
    public long completions(String tally) {
        return Streak.read(tally).walk(goal, freezes).completed();
    }

    @Override
    public long score(String tally) {
        return Streak.read(tally).walk(goal, freezes).length();
    }

    @Override
    public long reached(String tally, Standpoint standpoint) {
        Streak streak = Streak.read(tally);
        return streak.brokenBefore(standpoint.number(per, streak.zone()), goal, freezes)
                ? 0
                : terms.inRound(streak.walk(goal, freezes).length(), goal);
    }
}
