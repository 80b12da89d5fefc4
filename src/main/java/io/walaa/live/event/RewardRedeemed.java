package io.walaa.live.event;

import io.walaa.decision.Effect;
import io.walaa.programme.Programme;
import io.walaa.programme.reward.Reward;
import io.walaa.programme.reward.Rewards;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A reward was taken: its voucher was issued, or what it gives was given. */
final class RewardRedeemed implements EffectEvents.Telling {
    private static final String REWARD = "reward:";

    @Override
    public @Nullable Map<String, Object> data(Effect effect, @Nullable Programme programme, String locale) {
        String source = String.valueOf(effect.values().get("source"));
        if (!source.startsWith(REWARD)) {
            return null;
        }
        String id = source.substring(REWARD.length());
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("reward", id);
        Reward reward =
                programme == null ? null : programme.part(Rewards.class).byId().get(id);
        if (reward != null) {
            data.put("title", reward.title().in(locale));
        }
        for (String name : new String[] {"voucher", "redemption", "cause"}) {
            Object value = effect.values().get(name);
            if (value != null) {
                data.put(name, value);
            }
        }
        return data;
    }
}
