package io.walaa.programme.reward;

import io.walaa.decision.Refusal;
import io.walaa.json.Input;
import io.walaa.member.MemberChange;
import io.walaa.programme.LocalizedText;
import io.walaa.programme.Programme;
import io.walaa.programme.Vocabulary;
import io.walaa.programme.condition.Area;
import io.walaa.programme.condition.Condition;
import io.walaa.programme.course.Happening;
import io.walaa.programme.segment.Segments;
import io.walaa.programme.tier.Level;
import io.walaa.programme.tier.Tiers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * For whom a reward or an offer is.
 *
 * @param tiers members of any of these levels; empty for any
 * @param segments members in any of these; empty for everybody
 * @param condition holds for whom it is
 */
public record Who(Set<String> tiers, Set<String> segments, Condition condition) {
    private static final int NAMES_MAX = 50;

    /** Reads the fields {@code tiers}, {@code segments} and {@code condition}. */
    public static Who read(Input in, Vocabulary names) {
        return new Who(
                names(in, "tiers", "tier", names),
                names(in, "segments", "segment", names),
                in.optional("condition", value -> names.condition(value, Area.OF_MEMBER), Condition.ALWAYS));
    }

    private static Set<String> names(Input in, String field, String kind, Vocabulary names) {
        List<String> read =
                in.optional(field, value -> value.list(NAMES_MAX, element -> names.refer(kind, element)), List.of());
        return new LinkedHashSet<>(read);
    }

    /** Notes why it is not for the member, if it is not. */
    public void missing(Happening happening, List<Refusal> missing) {
        MemberChange member = happening.member();
        if (!tiers.isEmpty()) {
            Level level = happening.programme().part(Tiers.class).of(member::fact);
            if (level == null || !tiers.contains(level.id())) {
                missing.add(Refusal.of(
                        "other-tier", "tiers", List.copyOf(tiers), "titles", tierTitles(happening.programme())));
            }
        }
        if (!segments.isEmpty() && segments.stream().noneMatch(segment -> Segments.contains(member, segment))) {
            missing.add(Refusal.of(
                    "other-segment",
                    "segments",
                    List.copyOf(segments),
                    "titles",
                    Segments.titles(happening.programme(), segments)));
        }
        if (!condition.holds(happening.sight())) {
            missing.add(Refusal.of("not-for-member", "condition", condition.text()));
        }
    }

    private LocalizedText tierTitles(Programme programme) {
        return LocalizedText.listed(programme.part(Tiers.class).levels().stream()
                .filter(level -> tiers.contains(level.id()))
                .map(Level::title)
                .toList());
    }
}
