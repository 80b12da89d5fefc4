package io.walaa.live.event;

import io.walaa.decision.Effect;
import io.walaa.programme.LocalizedText;
import io.walaa.programme.Programme;
import io.walaa.programme.challenge.Challenge;
import io.walaa.programme.challenge.Challenges;
import io.walaa.programme.offer.Offer;
import io.walaa.programme.offer.Offers;
import io.walaa.programme.tier.Level;
import io.walaa.programme.tier.Tiers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which effects of a decision a screen is told about, and as what. To show a new kind of effect add its line; one whose
 * values name a part of the programme says how that part's title is found.
 */
final class EffectEvents {
    /** Makes an event's data of an effect; null if a screen is told nothing of it. */
    interface Telling {
        /** @param programme whose titles are shown; null if there is none active */
        @Nullable
        Map<String, Object> data(Effect effect, @Nullable Programme programme, String locale);
    }

    /** Finds what people call a part of the programme; null if it has no such part any more. */
    interface Title {
        @Nullable
        LocalizedText of(Programme programme, String id);
    }

    /** An event of this type, and how its data comes about. */
    record Shown(String type, Telling telling) {}

    /** By type of the effect. */
    static final Map<String, List<Shown>> ALL = Map.ofEntries(
            Map.entry("tier.changed", List.of(new Shown("tier.changed", titled("tier", EffectEvents::tier)))),
            Map.entry("tier.progressed", List.of(new Shown("tier.progress", new TierProgress()))),
            Map.entry(
                    "challenge.progressed",
                    List.of(because("challenge.progress", "challenge", EffectEvents::challenge))),
            Map.entry(
                    "challenge.completed",
                    List.of(new Shown("challenge.completed", titled("challenge", EffectEvents::challenge)))),
            Map.entry("offer.made", List.of(because("offer.granted", "offer", EffectEvents::offer))),
            Map.entry("offer.claimed", List.of(because("offer.updated", "offer", EffectEvents::offer))),
            Map.entry("offer.used", List.of(because("offer.updated", "offer", EffectEvents::offer))),
            Map.entry("offer.withdrawn", List.of(because("offer.withdrawn", "offer", EffectEvents::offer))),
            Map.entry("offer.gone", List.of(because("offer.withdrawn", "offer", EffectEvents::offer))),
            Map.entry("donation.made", List.of(new Shown("reward.redeemed", new RewardRedeemed()))),
            Map.entry("voucher.issued", List.of(new Shown("reward.redeemed", new RewardRedeemed()), voucher())),
            Map.entry("voucher.used", List.of(voucher())),
            Map.entry("voucher.restored", List.of(voucher())),
            Map.entry("voucher.expired", List.of(voucher())));

    private EffectEvents() {}

    private static Telling titled(String names, Title title) {
        return (effect, programme, locale) -> {
            Map<String, Object> data = new LinkedHashMap<>(effect.values());
            Object id = effect.values().get(names);
            LocalizedText found = id == null || programme == null ? null : title.of(programme, id.toString());
            if (found != null) {
                data.put("title", found.in(locale));
            }
            return data;
        };
    }

    private static Shown because(String type, String names, Title title) {
        Telling titled = titled(names, title);
        return new Shown(type, (effect, programme, locale) -> {
            Map<String, Object> data = titled.data(effect, programme, locale);
            if (data != null) {
                data.putIfAbsent("because", effect.type());
            }
            return data;
        });
    }

    private static Shown voucher() {
        return because("voucher.updated", "", (programme, id) -> null);
    }

    private static @Nullable LocalizedText tier(Programme programme, String id) {
        for (Level level : programme.part(Tiers.class).levels()) {
            if (level.id().equals(id)) {
                return level.title();
            }
        }
        return null;
    }

    private static @Nullable LocalizedText challenge(Programme programme, String id) {
        Challenge challenge = programme.part(Challenges.class).challenge(id);
        return challenge == null ? null : challenge.terms().title();
    }

    private static @Nullable LocalizedText offer(Programme programme, String id) {
        Offer offer = programme.part(Offers.class).byId().get(id);
        return offer == null ? null : offer.title();
    }
}
