package io.walaa.programme.segment;

import io.walaa.decision.Effect;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.points.Lot;
import io.walaa.programme.LocalizedText;
import io.walaa.programme.Programme;
import io.walaa.programme.condition.Area;
import io.walaa.programme.condition.Condition;
import io.walaa.programme.course.Happening;
import io.walaa.programme.course.Stage;
import io.walaa.programme.metric.MetricBook;
import io.walaa.programme.metric.TimedMetrics;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All segments of a programme. Each is looked at again in every decision, and at the start of the member's day on which
 * time alone may change one; who enters or leaves is told by the effects {@code segment.entered} and
 * {@code segment.left}. Being in one is the fact {@code s.<id>}.
 */
public final class Segments implements Stage {
    private final Map<String, Segment> byId;

    private final TimedMetrics metrics;
    private final Set<Long> daysSince;

    /**
     * @param metrics what their conditions look at and time changes
     * @param daysSince numbers that they compare the days since the last purchase with
     */
    Segments(List<Segment> segments, TimedMetrics metrics, Set<Long> daysSince) {
        this.metrics = metrics;
        this.daysSince = daysSince;
        byId = new LinkedHashMap<>();
        segments.forEach(segment -> byId.put(segment.id(), segment));
    }

    @Override
    public String name() {
        return "segments";
    }

    /** What people call these segments of a programme: their titles, the id of one that has none. */
    public static LocalizedText titles(Programme programme, Collection<String> ids) {
        List<LocalizedText> titles = new ArrayList<>();
        for (String id : ids) {
            Segment segment = programme.part(Segments.class).find(id);
            LocalizedText title = segment == null ? null : segment.title();
            titles.add(
                    title == null
                            ? new LocalizedText(Map.of(programme.defaultLocale(), id), programme.defaultLocale())
                            : title);
        }
        return LocalizedText.listed(titles);
    }

    /** A segment by id; null if there is none. */
    public @Nullable Segment find(String id) {
        return byId.get(id);
    }

    /** The segments that a member with these facts is in, by id, in alphabetical order. */
    public static List<String> of(Map<String, String> facts) {
        Set<String> ids = new TreeSet<>();
        for (String fact : facts.keySet()) {
            String id = Segment.ofFact(fact);
            if (id != null) {
                ids.add(id);
            }
        }
        return List.copyOf(ids);
    }

    /** Whether a member is in a segment now. */
    public static boolean contains(MemberChange member, String id) {
        return member.fact(Segment.fact(id)) != null;
    }

    @Override
    public void changed(Happening happening) {
        for (Segment segment : byId.values()) {
            Condition condition = segment.condition();
            if (condition != null) {
                put(happening, segment.id(), condition.holds(happening.sight()));
            }
        }
        for (String id : of(happening.member().facts())) {
            if (!byId.containsKey(id)) {
                put(happening, id, false);
            }
        }
        if (!metrics.isEmpty() || !daysSince.isEmpty()) {
            happening.dueAt(this, next(happening));
        }
    }

    /** The start of the day that may change something, for the member and for the programme whose days are counted. */
    private long next(Happening happening) {
        LocalDate day = MetricBook.of(happening.sight()).nextChange(metrics, daysSince);
        if (day == null) {
            return Lot.NEVER;
        }
        ZoneId zone = happening.programme().zone();
        String own = happening.member().fact(MemberState.zoneFact());
        long start = day.atStartOfDay(zone).toEpochSecond();
        return own == null
                ? start
                : Math.max(start, day.atStartOfDay(ZoneId.of(own)).toEpochSecond());
    }

    /** Lets the member enter or leave a segment, if that is news. */
    public static void put(Happening happening, String id, boolean in) {
        MemberChange member = happening.member();
        if ((member.fact(Segment.fact(id)) != null) == in) {
            return;
        }
        member.fact(Segment.fact(id), in ? "1" : null);
        happening.sight().changed(Area.SEGMENTS);
        happening.tell(Effect.of(in ? "segment.entered" : "segment.left", "segment", id));
    }
}
