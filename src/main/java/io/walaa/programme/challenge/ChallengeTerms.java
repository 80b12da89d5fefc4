package io.walaa.programme.challenge;

import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.programme.DayOrInstant;
import io.walaa.programme.HijriDays;
import io.walaa.programme.LocalizedText;
import io.walaa.programme.Vocabulary;
import io.walaa.programme.condition.Area;
import io.walaa.programme.condition.Condition;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every kind of challenge has.
 *
 * @param id unique in the document
 * @param kind the name of its kind
 * @param title for people
 * @param description for people, null if it has none
 * @param when what must hold of an event and its member for it to count
 * @param from epoch second from which it counts
 * @param until epoch second from which it counts no more
 * @param hijri the days of the Hijri year on which it counts, empty for all
 * @param every the stretch of the programme's calendar after which it starts from nothing, null for never
 * @param within how long one has from joining, or from the first thing that counts; null without limit
 * @param repeat how often it can be completed, in each stretch
 * @param join whether only those who joined take part
 * @param takesBack whether what is returned counts no more
 * @param rewards what each completion pays
 */
public record ChallengeTerms(
        String id,
        String kind,
        LocalizedText title,
        @Nullable LocalizedText description,
        Condition when,
        long from,
        long until,
        List<HijriDays> hijri,
        @Nullable Period every,
        @Nullable Duration within,
        long repeat,
        boolean join,
        boolean takesBack,
        List<ChallengeReward> rewards) {
    private static final long REPEAT_MAX = 10_000;
    private static final int REWARDS_MAX = 5;
    private static final Map<String, Boolean> JOIN = new LinkedHashMap<>();
    private static final Map<String, Boolean> RETURNS = new LinkedHashMap<>();

    static {
        JOIN.put("automatic", false);
        JOIN.put("required", true);
        RETURNS.put("take-back", true);
        RETURNS.put("keep", false);
    }

    static ChallengeTerms read(Input in, String kind, Vocabulary names) {
        String id = names.declare("challenge", in.field("id"));
        long from = in.optional("from", value -> DayOrInstant.second(value, names.zone(), 0), Long.MIN_VALUE);
        long until = in.optional("until", value -> DayOrInstant.second(value, names.zone(), 1), Long.MAX_VALUE);
        if (in.sound() && until <= from) {
            in.refuse("until", InputCode.ENDS_BEFORE_START);
        }
        return new ChallengeTerms(
                id,
                kind,
                LocalizedText.read(in.field("title"), names),
                in.optional("description", value -> LocalizedText.read(value, names)),
                in.optional("when", value -> names.condition(value, Area.OF_EVENT), Condition.ALWAYS),
                from,
                until,
                in.optional("hijri", HijriDays::readAll, List.of()),
                in.optional("every", Period::read),
                in.optional("within", value -> value.duration(Duration.ofMinutes(1), Duration.ofDays(366))),
                in.optional("repeat", value -> value.integer(1, REPEAT_MAX), 1L),
                in.optional("join", value -> value.choice(JOIN), false),
                in.optional("returns", value -> value.choice(RETURNS), true),
                in.optional(
                        "rewards",
                        value -> value.list(
                                REWARDS_MAX, reward -> reward.object(each -> ChallengeReward.read(each, names))),
                        List.of()));
    }

    /** Whether it counts at an instant, by the programme's calendar. */
    boolean covers(Standpoint standpoint) {
        long second = standpoint.at().getEpochSecond();
        return second >= from
                && second < until
                && (hijri.isEmpty()
                        || HijriDays.cover(
                                hijri,
                                standpoint.at().atZone(standpoint.programme()).toLocalDate()));
    }

    /** The number of the stretch that a standpoint is in; 0 if it has none. */
    long window(Standpoint standpoint) {
        return every == null ? 0 : standpoint.number(every, standpoint.programme());
    }

    /** Of a total, what counts for the present round: the whole goal once it cannot be completed again. */
    long inRound(long total, long goal) {
        long rounds = Math.min(repeat, total / goal);
        return rounds == repeat ? goal : total - rounds * goal;
    }
}
