package io.walaa.programme.challenge;

import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.programme.EventType;
import io.walaa.programme.LocalizedText;
import io.walaa.programme.Vocabulary;
import io.walaa.programme.condition.Area;
import io.walaa.programme.condition.Condition;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Steps that must be done in order. An event does only the first step that is open; a step whose order was taken back
 * is open again, and those behind it stay done. The tally is the number of finished rounds and the steps done of the
 * present one, as bits.
 *
 * @param steps in order
 */
record QuestChallenge(ChallengeTerms terms, List<Step> steps) implements Challenge {
    private static final int STEPS_MAX = 20;

    /**
     * One step.
     *
     * @param event the type of event that does it
     * @param title for people, null if it has none
     * @param when what must hold besides
     */
    record Step(String event, @Nullable LocalizedText title, Condition when) {
        static Step read(Input in, Vocabulary names) {
            return new Step(
                    EventType.read(in.field("event")),
                    in.optional("title", value -> LocalizedText.read(value, names)),
                    in.optional("when", value -> names.condition(value, Area.OF_EVENT), Condition.ALWAYS));
        }

        boolean doneBy(Deed deed) {
            return event.equals(deed.event().type()) && deed.holds().test(when);
        }
    }

    static QuestChallenge read(Input in, ChallengeTerms terms, Vocabulary names) {
        var field = in.field("steps");
        List<Step> steps = field.list(STEPS_MAX, value -> value.object(step -> Step.read(step, names)));
        if (in.sound() && steps.isEmpty()) {
            in.refuse("steps", InputCode.TOO_FEW, "min", 1);
        }
        return new QuestChallenge(terms, steps);
    }

    @Override
    public Set<String> events() {
        return steps.stream().map(Step::event).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String contribution(String tally, Deed deed) {
        Kept kept = Kept.read(tally);
        int open = Long.numberOfTrailingZeros(~kept.done);
        return open < steps.size() && steps.get(open).doneBy(deed) ? new Kept(kept.rounds, open).text() : NOTHING;
    }

    @Override
    public String add(String tally, String contribution) {
        Kept kept = Kept.read(tally);
        long done = kept.done | 1L << Kept.read(contribution).done;
        return done == all() && kept.rounds + 1 < terms.repeat()
                ? new Kept(kept.rounds + 1, 0).text()
                : new Kept(kept.rounds, done).text();
    }

    @Override
    public String remove(String tally, String contribution) {
        Kept kept = Kept.read(tally);
        Kept step = Kept.read(contribution);
        return step.rounds == kept.rounds
                ? new Kept(kept.rounds, kept.done & ~(1L << step.done)).text()
                : new Kept(Math.max(0, kept.rounds - 1), kept.done).text();
    }

    @Override
    public long completions(String tally) {
        Kept kept = Kept.read(tally);
        return kept.rounds + (kept.done == all() ? 1 : 0);
    }

    @Override
    public long score(String tally) {
        return Kept.read(tally).rounds * steps.size() + Long.bitCount(Kept.read(tally).done);
    }

    @Override
    public long reached(String tally, Standpoint standpoint) {
        return Long.bitCount(Kept.read(tally).done);
    }

    @Override
    public long goal() {
        return steps.size();
    }

    private long all() {
        return (1L << steps.size()) - 1;
    }

    /** A tally, or a contribution, whose second number is the index of its step. */
    private record Kept(long rounds, long done) {
        static Kept read(String text) {
            int dash = text.indexOf('-');
            return dash < 0
                    ? new Kept(0, 0)
                    : new Kept(Radix.number(text.substring(0, dash)), Radix.number(text.substring(dash + 1)));
        }

        String text() {
            return Radix.text(rounds) + "-" + Radix.text(done);
        }
    }
}
