package io.walaa.live.event;

import io.walaa.decision.Effect;
import io.walaa.programme.Programme;
import io.walaa.programme.metric.Measure;
import io.walaa.programme.tier.Level;
import io.walaa.programme.tier.Tiers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far the member is, and what is missing to the next level: as the snapshot says it. */
final class TierProgress implements EffectEvents.Telling {
    @Override
    public @Nullable Map<String, Object> data(Effect effect, @Nullable Programme programme, String locale) {
        if (programme == null || !(effect.values().get("amount") instanceof Number amount)) {
            return null;
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("amount", amount.longValue());
        Tiers tiers = programme.part(Tiers.class);
        if (Measure.SPEND.equals(tiers.by())) {
            data.put("currency", programme.currency());
        }
        data.put("next", next(tiers, effect.values().get("next"), amount.longValue(), locale));
        return data;
    }

    private static @Nullable Map<String, Object> next(Tiers tiers, @Nullable Object id, long amount, String locale) {
        for (Level level : tiers.levels()) {
            if (level.id().equals(id)) {
                Map<String, Object> next = new LinkedHashMap<>();
                next.put("id", level.id());
                next.put("title", level.title().in(locale));
                next.put("threshold", level.threshold());
                next.put("missing", Math.max(0, level.threshold() - amount));
                return next;
            }
        }
        return null;
    }
}
