package io.walaa.programme.segment;

import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.json.Value;
import io.walaa.programme.LocalizedText;
import io.walaa.programme.Section;
import io.walaa.programme.Vocabulary;
import io.walaa.programme.condition.Area;
import io.walaa.programme.condition.Condition;
import io.walaa.programme.metric.Metric;
import io.walaa.programme.metric.MetricNames;
import io.walaa.programme.metric.TimedMetrics;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code segments: [{id: regulars, condition: 'metrics.visits_30d >= 4'}, {id: staff, list: true}]}. */
public final class SegmentSection implements Section<Segments> {
    private static final int SEGMENTS_MAX = 500;
    private static final Set<Area> SEEN = EnumSet.of(Area.MEMBER, Area.BALANCES, Area.METRICS, Area.TIER);

    @Override
    public Class<Segments> type() {
        return Segments.class;
    }

    @Override
    public void declare(Input in, Vocabulary names) {
        names.fields()
                .add(
                        "segments",
                        ListType.create(SimpleType.STRING),
                        Area.SEGMENTS,
                        sight -> Segments.of(sight.member().facts()));
    }

    @Override
    public Segments read(Input in, Vocabulary names) {
        List<Segment> segments = in.optional(
                "segments",
                value -> value.list(SEGMENTS_MAX, segment -> segment.object(fields -> segment(fields, names))),
                List.of());
        List<Metric> metrics = new ArrayList<>();
        Set<Long> days = new TreeSet<>();
        for (Segment segment : segments) {
            Condition condition = segment.condition();
            if (condition != null) {
                metrics.addAll(names.metrics().among(condition.fields()));
                days.addAll(condition.numbers("metrics." + MetricNames.SINCE));
            }
        }
        return new Segments(segments, new TimedMetrics(metrics), days);
    }

    private static Segment segment(Input in, Vocabulary names) {
        String id = names.declare("segment", in.field("id"));
        LocalizedText title = in.optional("title", value -> LocalizedText.read(value, names));
        Condition condition = in.optional("condition", value -> names.condition(value, SEEN));
        boolean list = in.optional("list", Value::flag, false);
        if ((condition == null) == !list) {
            in.refuse(InputCode.CONFLICTING_FIELDS, "fields", "condition, list: true");
        }
        return new Segment(id, title, condition);
    }
}
