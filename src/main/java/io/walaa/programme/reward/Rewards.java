package io.walaa.programme.reward;

import io.walaa.decision.Refusal;
import io.walaa.programme.LocalizedText;
import java.util.Map;

/**
 * The rewards of one version of a programme.
 *
 * @param byId in the document's order
 * @param causes titles of the causes that donations go to, by id
 */
public record Rewards(Map<String, Reward> byId, Map<String, LocalizedText> causes) {
    public static final Rewards NONE = new Rewards(Map.of(), Map.of());

    /** The reward of this id; refused as not found if there is none. */
    public Reward require(String id) {
        Reward reward = byId.get(id);
        if (reward == null) {
            throw Refusal.notFound("reward-not-found", "reward", id);
        }
        return reward;
    }
}
