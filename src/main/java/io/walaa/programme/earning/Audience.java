package io.walaa.programme.earning;

import io.walaa.json.Input;
import io.walaa.programme.Channel;
import io.walaa.programme.Vocabulary;
import io.walaa.programme.condition.Area;
import io.walaa.programme.condition.Condition;
import io.walaa.programme.segment.Segments;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * For whom and where a rule counts.
 *
 * @param channels empty for everywhere
 * @param tiers the member's level must be one of them; empty for any
 * @param segments the member must be in one of them; empty for everybody
 * @param condition must hold; null for none
 */
record Audience(
        Set<Channel> channels,
        Set<String> tiers,
        Set<String> segments,
        @Nullable Condition condition) {
    private static final int NAMES_MAX = 50;

    static Audience read(Input in, Vocabulary names) {
        List<Channel> channels =
                in.optional("channels", value -> value.list(Channel.values().length, Channel::read), List.of());
        return new Audience(
                channels.isEmpty() ? Set.of() : EnumSet.copyOf(channels),
                names(in, "tiers", "tier", names),
                names(in, "segments", "segment", names),
                in.optional("condition", value -> names.condition(value, Area.OF_EVENT)));
    }

    private static Set<String> names(Input in, String field, String kind, Vocabulary names) {
        return Set.copyOf(new HashSet<>(in.optional(
                field, value -> value.list(NAMES_MAX, element -> names.refer(kind, element)), List.of())));
    }

    /** Why it does not count on this occasion, as a stable code; null if it does. */
    @Nullable
    String refusal(Occasion occasion) {
        Channel channel = occasion.event().channel();
        if (!channels.isEmpty() && (channel == null || !channels.contains(channel))) {
            return "other-channel";
        }
        if (!tiers.isEmpty() && !tiers.contains(occasion.tier())) {
            occasion.saw("tier", occasion.tier());
            return "other-tier";
        }
        if (!segments.isEmpty() && !inSegment(occasion)) {
            occasion.saw("segments", Segments.of(occasion.member().facts()));
            return "other-segment";
        }
        if (condition == null || condition.holds(occasion.sight())) {
            return null;
        }
        Condition.Failing failing = occasion.explains() ? condition.failing(occasion.sight()) : null;
        if (failing == null) {
            return "condition";
        }
        failing.saw().forEach(occasion::saw);
        return failing.because();
    }

    private boolean inSegment(Occasion occasion) {
        for (String segment : segments) {
            if (Segments.contains(occasion.member(), segment)) {
                return true;
            }
        }
        return false;
    }
}
