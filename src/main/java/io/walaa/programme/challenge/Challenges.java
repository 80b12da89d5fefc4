package io.walaa.programme.challenge;

import io.walaa.decision.Effect;
import io.walaa.decision.Refusal;
import io.walaa.decision.Trace;
import io.walaa.order.OrderSnapshot;
import io.walaa.order.Purchase;
import io.walaa.programme.RecordedEvent;
import io.walaa.programme.course.Happening;
import io.walaa.programme.course.Stage;
import io.walaa.programme.course.TakenBack;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All challenges of a programme. Progress is kept in the member's facts by the decision of the event itself, and a
 * completion is paid in the same entry.
 */
public final class Challenges implements Stage {
    private static final String NAME = "challenges";
    private static final Challenge[] NONE = {};

    private final Map<String, Challenge> byId = new LinkedHashMap<>();
    private final Map<String, Challenge[]> byEvent = new HashMap<>();

    Challenges(List<Challenge> all) {
        Map<String, List<Challenge>> lists = new HashMap<>();
        for (Challenge challenge : all) {
            byId.put(challenge.terms().id(), challenge);
            challenge
                    .events()
                    .forEach(event ->
                            lists.computeIfAbsent(event, e -> new ArrayList<>()).add(challenge));
        }
        lists.forEach((event, list) -> byEvent.put(event, list.toArray(NONE)));
    }

    @Override
    public String name() {
        return NAME;
    }

    /** In the order of the document. */
    public Collection<Challenge> all() {
        return byId.values();
    }

    /** A challenge by id; null if the programme has none of it. */
    public @Nullable Challenge challenge(String id) {
        return byId.get(id);
    }

    @Override
    public void recorded(Happening happening) {
        RecordedEvent event = happening.event();
        Challenge[] candidates = event == null ? NONE : byEvent.getOrDefault(event.type(), NONE);
        if (event == null || candidates.length == 0) {
            return;
        }
        Deed deed = new Deed(
                event,
                spend(event.purchase(), happening),
                standpoint(happening),
                condition -> condition.holds(happening.sight()));
        List<Contribution> added = new ArrayList<>(candidates.length);
        Trace trace = happening.member().moment().trace();
        for (Challenge challenge : candidates) {
            String refusal = Counting.count(challenge, deed, happening, added);
            if (trace.isWanted()) {
                trace.add(
                        challenge.terms().id(),
                        refusal == null,
                        refusal == null ? "matched" : refusal,
                        Counting.saw(challenge, happening));
            }
        }
        if (!added.isEmpty() && event.purchase() != null) {
            happening.keep(NAME, Contribution.write(added));
        }
    }

    /**
     * Lets the member take part.
     *
     * @throws Refusal {@code unknown-challenge}, {@code challenge-not-open} with {@code from} and {@code until},
     *     {@code challenge-needs-no-joining}, {@code already-joined}
     */
    public void join(String id, Happening happening) {
        Challenge challenge = byId.get(id);
        if (challenge == null) {
            throw Refusal.notFound("unknown-challenge", "challenge", id);
        }
        Attempts.join(challenge.terms(), standpoint(happening), happening);
    }

    private static long spend(@Nullable Purchase purchase, Happening happening) {
        return purchase == null
                        || !purchase.currency().equals(happening.programme().currency())
                ? 0
                : happening.base().total();
    }

    static Standpoint standpoint(Happening happening) {
        return new Standpoint(
                happening.at(),
                happening.programme().zone(),
                happening.member().zone(happening.programme().zone()),
                happening.programme().weekStart());
    }

    @Override
    public void takenBack(Happening happening, TakenBack order) {
        long whole = Math.max(1, order.order().keptBase(new long[order.then().length]));
        long before = kept(order.order(), order.order().returned());
        long after = kept(order.order(), order.then());
        for (Contribution added : Contribution.read(order.kept(NAME))) {
            Challenge challenge = byId.get(added.challenge());
            if (challenge != null && challenge.terms().takesBack()) {
                Counting.change(
                        challenge,
                        added,
                        challenge.left(added.counted(), before, whole),
                        challenge.left(added.counted(), after, whole),
                        happening);
            }
        }
    }

    private static long kept(OrderSnapshot order, long[] returned) {
        return order.empty(returned) ? 0 : Math.max(1, order.keptBase(returned));
    }

    /** An entry that was about no order is reversed; what it paid goes by the mirror of its postings. */
    @Override
    public void reversed(Happening happening, List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect.values().get("challenge") instanceof String id
                    && effect.values().get("counted") instanceof String text) {
                Challenge challenge = byId.get(id);
                if (challenge != null) {
                    Contribution added = Contribution.of(id, text);
                    Counting.reverse(challenge, added, happening);
                }
            }
        }
    }

    /**
     * How far a member is, for a leaderboard.
     *
     * @param window the number of the stretch
     * @param score what counted in it
     */
    public record Standing(long window, long score) {}

    /** How far the member with these facts is in a challenge; null if nothing counted yet. */
    public @Nullable Standing standing(String id, Function<String, @Nullable String> facts) {
        Challenge challenge = byId.get(id);
        Attempt attempt = Attempt.read(id, facts);
        return challenge == null || attempt == null
                ? null
                : new Standing(attempt.window(), challenge.score(attempt.tally()));
    }
}
