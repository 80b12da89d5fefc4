package io.walaa.programme.challenge;

import io.walaa.decision.Effect;
import io.walaa.json.Input;
import io.walaa.programme.Vocabulary;
import io.walaa.programme.course.Happening;
import java.util.Map;
import java.util.TreeMap;

/**
 * A badge. How often a member has it is the fact {@code b.<badge>}.
 *
 * @param badge its name
 */
record BadgeReward(String badge) implements ChallengeReward {
    private static final String FAMILY = "b.";

    static BadgeReward read(Input in) {
        return new BadgeReward(in.field("badge").text(40, Vocabulary.NAME, Vocabulary.NAME_EXPECTED));
    }

    @Override
    public void pay(String challenge, long times, Happening happening) {
        happening.tell(Effect.of("badge.earned", "badge", badge, "challenge", challenge));
        put(times, happening);
    }

    @Override
    public void takeBack(String challenge, long times, Happening happening) {
        happening.tell(Effect.of("badge.taken-back", "badge", badge, "challenge", challenge));
        put(-times, happening);
    }

    private void put(long more, Happening happening) {
        String had = happening.member().fact(FAMILY + badge);
        long has = Radix.number(had == null ? "" : had) + more;
        happening.member().fact(FAMILY + badge, has > 0 ? Radix.text(has) : null);
    }

    /** The badges that these facts tell, with how often each was earned. */
    static Map<String, Long> of(Map<String, String> facts) {
        Map<String, Long> badges = new TreeMap<>();
        facts.forEach((fact, times) -> {
            if (fact.startsWith(FAMILY)) {
                badges.put(fact.substring(FAMILY.length()), Radix.number(times));
            }
        });
        return badges;
    }
}
