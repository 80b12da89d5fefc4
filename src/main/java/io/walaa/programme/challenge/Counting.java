package io.walaa.programme.challenge;

import io.walaa.decision.Effect;
import io.walaa.programme.condition.Condition;
import io.walaa.programme.course.Happening;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an event counts for one challenge, and how it counts no more. */
final class Counting {
    private Counting() {}

    /**
     * Counts an event.
     *
     * @param added takes what it adds
     * @return why it does not count, as a stable code; null if it does
     */
    static @Nullable String count(Challenge challenge, Deed deed, Happening happening, List<Contribution> added) {
        ChallengeTerms terms = challenge.terms();
        if (!terms.covers(deed.standpoint())) {
            return "outside-schedule";
        }
        Attempt attempt = Attempts.at(terms, deed.standpoint(), happening.member());
        if (attempt == null) {
            return "not-joined";
        }
        if (attempt.window() > terms.window(deed.standpoint())) {
            return "outside-schedule";
        }
        if (!terms.when().holds(happening.sight())) {
            return "condition";
        }
        String counted = challenge.contribution(attempt.tally(), deed);
        if (counted.isEmpty()) {
            return "nothing-counted";
        }
        Attempt then = attempt.with(attempt.paid(), challenge.add(attempt.tally(), counted));
        long completed = Math.max(0, due(challenge, then) - attempt.paid());
        then = then.with(attempt.paid() + completed, then.tally());
        then.write(terms.id(), happening.member());
        Contribution contribution = new Contribution(terms.id(), then.mark(), counted, completed);
        added.add(contribution);
        happening.tell(progress(challenge, then, contribution, deed.standpoint()));
        if (completed > 0) {
            terms.rewards().forEach(reward -> reward.pay(terms.id(), completed, happening));
        }
        return null;
    }

    /** What a trace shows beside the reason. */
    static Map<String, Object> saw(Challenge challenge, Happening happening) {
        Condition.Failing failing = challenge.terms().when().failing(happening.sight());
        return failing == null ? Map.of() : failing.saw();
    }

    private static long due(Challenge challenge, Attempt attempt) {
        return Math.min(challenge.terms().repeat(), challenge.completions(attempt.tally()));
    }

    private static Effect progress(
            Challenge challenge, Attempt then, @Nullable Contribution added, Standpoint standpoint) {
        boolean completed = added != null && added.completed() > 0;
        return Effect.of(
                completed ? "challenge.completed" : "challenge.progressed",
                "challenge",
                challenge.terms().id(),
                "progress",
                completed ? challenge.goal() : challenge.reached(then.tally(), standpoint),
                "goal",
                challenge.goal(),
                "completed",
                then.paid(),
                "counted",
                added == null ? null : added.text());
    }

    /**
     * Lets an order count for {@code after} rather than {@code before}; takes what that loses. What it gains, because a
     * return is reversed, was posted again with the return's own postings.
     */
    static void change(Challenge challenge, Contribution added, String before, String after, Happening happening) {
        if (before.equals(after)) {
            return;
        }
        Attempt attempt = Attempt.read(added.challenge(), happening.member()::fact);
        if (attempt == null || !attempt.mark().equals(added.attempt())) {
            // its stretch is over: only what this order itself brought about can go, or come back
            long sign = after.isEmpty() ? -1 : before.isEmpty() ? 1 : 0;
            settle(challenge, sign * added.completed(), happening);
            return;
        }
        Attempt then = tallied(challenge, attempt, before, after);
        then = then.with(due(challenge, then), then.tally());
        then.write(added.challenge(), happening.member());
        happening.tell(progress(challenge, then, null, Challenges.standpoint(happening)));
        settle(challenge, then.paid() - attempt.paid(), happening);
    }

    /** Takes out what a reversed entry added; its own completions were taken back with its postings. */
    static void reverse(Challenge challenge, Contribution added, Happening happening) {
        Attempt attempt = Attempt.read(added.challenge(), happening.member()::fact);
        if (attempt == null || !attempt.mark().equals(added.attempt())) {
            return;
        }
        Attempt then = tallied(challenge, attempt, added.counted(), Challenge.NOTHING);
        then = then.with(due(challenge, then), then.tally());
        then.write(added.challenge(), happening.member());
        happening.tell(progress(challenge, then, null, Challenges.standpoint(happening)));
        long undone = Math.min(added.completed(), attempt.paid() - then.paid());
        if (undone > 0) {
            challenge.terms().rewards().forEach(reward -> reward.undone(added.challenge(), undone, happening));
        }
        settle(challenge, then.paid() - (attempt.paid() - undone), happening);
    }

    private static Attempt tallied(Challenge challenge, Attempt attempt, String before, String after) {
        String without = before.isEmpty() ? attempt.tally() : challenge.remove(attempt.tally(), before);
        return attempt.with(attempt.paid(), after.isEmpty() ? without : challenge.add(without, after));
    }

    private static void settle(Challenge challenge, long completions, Happening happening) {
        for (ChallengeReward reward : challenge.terms().rewards()) {
            if (completions > 0) {
                reward.restored(challenge.terms().id(), completions, happening);
            } else if (completions < 0) {
                reward.takeBack(challenge.terms().id(), -completions, happening);
            }
        }
    }
}
