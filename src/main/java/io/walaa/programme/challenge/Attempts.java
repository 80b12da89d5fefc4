package io.walaa.programme.challenge;

import io.walaa.decision.Effect;
import io.walaa.decision.Refusal;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.programme.course.Happening;
import org.jspecify.annotations.Nullable;

/** Which attempt of a member counts at an instant: joining, stretches, and the time that one has. */
public final class Attempts {
    private Attempts() {}

    /** The attempt that an event counts for; null if the member would have to join first. */
    static @Nullable Attempt at(ChallengeTerms terms, Standpoint standpoint, MemberChange change) {
        Attempt known = Attempt.read(terms.id(), change::fact);
        long second = standpoint.at().getEpochSecond();
        if (known == null || over(terms, known, second)) {
            return terms.join() ? null : new Attempt(terms.window(standpoint), 0, second, Challenge.NOTHING);
        }
        return inWindow(terms, known, standpoint);
    }

    /** What a member's progress is worth at an instant; null if they would have to join first. */
    public static @Nullable Attempt seen(ChallengeTerms terms, Standpoint standpoint, MemberState state) {
        Attempt known = Attempt.read(terms.id(), state::fact);
        if (known == null || over(terms, known, standpoint.at().getEpochSecond())) {
            return terms.join() ? null : new Attempt(terms.window(standpoint), 0, 0, Challenge.NOTHING);
        }
        return inWindow(terms, known, standpoint);
    }

    /** Starts an attempt. */
    static void join(ChallengeTerms terms, Standpoint standpoint, Happening happening) {
        long second = standpoint.at().getEpochSecond();
        if (!terms.join()) {
            throw Refusal.of("challenge-needs-no-joining", "challenge", terms.id());
        }
        if (!terms.covers(standpoint)) {
            throw Refusal.of("challenge-not-open", "challenge", terms.id());
        }
        if (at(terms, standpoint, happening.member()) != null) {
            throw Refusal.of("already-joined", "challenge", terms.id());
        }
        new Attempt(terms.window(standpoint), 0, second, Challenge.NOTHING).write(terms.id(), happening.member());
        happening.tell(Effect.of("challenge.joined", "challenge", terms.id()));
    }

    private static Attempt inWindow(ChallengeTerms terms, Attempt known, Standpoint standpoint) {
        long window = terms.window(standpoint);
        return window > known.window() ? new Attempt(window, 0, known.start(), Challenge.NOTHING) : known;
    }

    private static boolean over(ChallengeTerms terms, Attempt attempt, long second) {
        boolean open = attempt.paid() < terms.repeat(); // what is completed stays so
        return open
                && terms.within() != null
                && second >= attempt.start() + terms.within().toSeconds();
    }
}
