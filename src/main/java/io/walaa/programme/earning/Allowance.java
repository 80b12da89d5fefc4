package io.walaa.programme.earning;

import io.walaa.decision.Effect;
import io.walaa.decision.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of the budgets of rules a decision may give. It is set aside before the decision, which so stays one commit.
 *
 * @param shares by rule; null if no budget counts, as in a back-test
 */
public record Allowance(@Nullable Map<String, Share> shares) {
    /** The code by which a decision asks for more; it is answered inside the server and reaches no caller. */
    public static final String SHORT = "budget-short";

    /** Budgets do not count. */
    public static final Allowance UNLIMITED = new Allowance(null);

    /** Nothing was set aside yet. */
    public static final Allowance NONE = new Allowance(Map.of());

    /**
     * What is set aside of the budget of one rule.
     *
     * @param points at the unit's scale
     * @param slice the house's entry that it comes from
     * @param all whether no more is to be had
     */
    public record Share(long points, String slice, boolean all) {}

    /** This allowance with another share of a rule. */
    public Allowance with(String rule, Share share) {
        Map<String, Share> more = new HashMap<>(shares == null ? Map.of() : shares);
        more.put(rule, share);
        return new Allowance(more);
    }

    /**
     * What a rule may give of so many points.
     *
     * @throws Refusal {@value #SHORT} with {@code rule} and {@code points} if more has to be set aside first
     */
    long of(String rule, long points) {
        if (shares == null) {
            return points;
        }
        Share share = shares.get(rule);
        if (share != null && (share.all || share.points >= points)) {
            return Math.min(points, share.points);
        }
        throw Refusal.of(SHORT, "rule", rule, "points", points);
    }

    /** This allowance without what a decision that had these effects gave of it. */
    public Allowance less(List<Effect> effects) {
        Allowance left = this;
        for (Effect effect : effects) {
            String rule = String.valueOf(effect.values().get("rule"));
            Share share = left.share(rule);
            if (share != null
                    && effect.values().containsKey("slice")
                    && effect.values().get("amount") instanceof Number given) {
                left = left.with(rule, new Share(share.points - given.longValue(), share.slice, share.all));
            }
        }
        return left;
    }

    /** What is set aside for a rule; null for nothing. */
    public @Nullable Share share(String rule) {
        return shares == null ? null : shares.get(rule);
    }

    /** The slice that a rule draws on; null for a rule without a budget. */
    public @Nullable String slice(String rule) {
        Share share = share(rule);
        return share == null ? null : share.slice;
    }
}
