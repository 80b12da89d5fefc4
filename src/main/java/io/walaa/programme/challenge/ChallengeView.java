package io.walaa.programme.challenge;

import io.walaa.member.MemberState;
import io.walaa.programme.Programme;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One challenge as one member sees it.
 *
 * @param joined whether what the member does counts
 * @param progress of the present round
 * @param goal what progress counts up to
 * @param completed how often in the present stretch
 * @param endsAt epoch second at which progress starts from nothing or the challenge ends; null for never
 */
public record ChallengeView(
        ChallengeTerms terms,
        boolean joined,
        long progress,
        long goal,
        long completed,
        @Nullable Long endsAt) {
    /** All challenges that count now, in the order of the document. */
    public static List<ChallengeView> of(Programme programme, MemberState state, Instant now) {
        Standpoint standpoint =
                new Standpoint(now, programme.zone(), state.zone(programme.zone()), programme.weekStart());
        List<ChallengeView> views = new ArrayList<>();
        for (Challenge challenge : programme.part(Challenges.class).all()) {
            if (challenge.terms().covers(standpoint)) {
                views.add(of(challenge, standpoint, state));
            }
        }
        return views;
    }

    private static ChallengeView of(Challenge challenge, Standpoint standpoint, MemberState state) {
        ChallengeTerms terms = challenge.terms();
        Attempt attempt = Attempts.seen(terms, standpoint, state);
        return new ChallengeView(
                terms,
                attempt != null,
                attempt == null ? 0 : challenge.reached(attempt.tally(), standpoint),
                challenge.goal(),
                attempt == null ? 0 : attempt.paid(),
                endsAt(terms, attempt, standpoint));
    }

    private static @Nullable Long endsAt(ChallengeTerms terms, @Nullable Attempt attempt, Standpoint standpoint) {
        long end = terms.until();
        if (terms.every() != null) {
            end = Math.min(
                    end,
                    terms.every().start(terms.window(standpoint) + 1, standpoint.weekStart(), standpoint.programme()));
        }
        if (terms.within() != null && attempt != null && attempt.start() > 0) {
            end = Math.min(end, attempt.start() + terms.within().toSeconds());
        }
        return end == Long.MAX_VALUE ? null : end;
    }

    /** The badges that a member has, with how often each was earned. */
    public static Map<String, Long> badges(MemberState state) {
        return BadgeReward.of(state.facts());
    }
}
