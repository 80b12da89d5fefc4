package io.walaa.live.event;

import io.walaa.programme.LocalizedText;
import io.walaa.programme.Programme;
import io.walaa.programme.challenge.Challenge;
import io.walaa.programme.challenge.Challenges;
import io.walaa.programme.offer.Offer;
import io.walaa.programme.offer.Offers;
import io.walaa.programme.tier.Level;
import io.walaa.programme.tier.Tiers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which effects of a decision a screen is told about, and as what. An effect's values are the event's data. To show a
 * new kind of effect add its line; one whose values name a part of the programme says how that part's title is found.
 */
final class EffectEvents {
    /** Finds what people call a part of the programme; null if it has no such part any more. */
    interface Title {
        @Nullable
        LocalizedText of(Programme programme, String id);
    }

    /**
     * What a screen is told about an effect.
     *
     * @param type of the event
     * @param names the value of the effect that names a part of the programme; empty if none does
     */
    record Shown(String type, String names, Title title) {}

    /** By type of the effect. */
    static final Map<String, Shown> ALL = Map.ofEntries(
            Map.entry("tier.changed", new Shown("tier.changed", "tier", EffectEvents::tier)),
            Map.entry("challenge.progressed", new Shown("challenge.progress", "challenge", EffectEvents::challenge)),
            Map.entry("challenge.completed", new Shown("challenge.completed", "challenge", EffectEvents::challenge)),
            Map.entry("offer.made", new Shown("offer.granted", "offer", EffectEvents::offer)),
            Map.entry("offer.claimed", new Shown("offer.updated", "offer", EffectEvents::offer)),
            Map.entry("offer.used", new Shown("offer.updated", "offer", EffectEvents::offer)),
            Map.entry("offer.gone", new Shown("offer.withdrawn", "offer", EffectEvents::offer)),
            Map.entry("voucher.issued", new Shown("voucher.updated", "", EffectEvents::none)),
            Map.entry("voucher.used", new Shown("voucher.updated", "", EffectEvents::none)),
            Map.entry("voucher.restored", new Shown("voucher.updated", "", EffectEvents::none)),
            Map.entry("voucher.expired", new Shown("voucher.updated", "", EffectEvents::none)));

    private EffectEvents() {}

    private static @Nullable LocalizedText none(Programme programme, String id) {
        return null;
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
