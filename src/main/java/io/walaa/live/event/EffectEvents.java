package io.walaa.live.event;

import java.util.Map;

/**
 * Which effects of a decision a screen is told about, and as what. An effect's values are the event's data: to show a
 * new kind of effect, add its line.
 */
final class EffectEvents {
    /** Effect type → event type. */
    static final Map<String, String> TYPES = Map.ofEntries(Map.entry("notice", "notice"));

    private EffectEvents() {}
}
