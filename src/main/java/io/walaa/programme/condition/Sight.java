package io.walaa.programme.condition;

import dev.cel.runtime.CelVariableResolver;
import io.walaa.member.MemberChange;
import io.walaa.order.EarnBase;
import io.walaa.order.Line;
import io.walaa.programme.RecordedEvent;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the conditions of one decision see. Every value is found when it is first asked for and kept, and so is what
 * each part of a condition came to. Lives as long as one decision, on one thread.
 */
public final class Sight implements CelVariableResolver {
    private static final Object ABSENT = new Object();

    private final Conditions conditions;
    private final @Nullable RecordedEvent event;
    private final MemberChange member;
    private final ZoneId zone;
    private final DayOfWeek weekStart;
    private final Supplier<EarnBase> base;
    private final @Nullable Object[] values;
    private final byte[] verdicts;
    private @Nullable Line line;
    private long lineBase;
    private boolean absent;
    private @Nullable ZonedDateTime local;
    private final Map<Class<?>, Object> memos = new HashMap<>(2);

    /**
     * @param event null in a decision that is about none
     * @param zone the programme's
     * @param base the money of the order that earns
     */
    public Sight(
            Conditions conditions,
            @Nullable RecordedEvent event,
            MemberChange member,
            ZoneId zone,
            DayOfWeek weekStart,
            Supplier<EarnBase> base) {
        this.conditions = conditions;
        this.event = event;
        this.member = member;
        this.zone = zone;
        this.weekStart = weekStart;
        this.base = base;
        this.values = new Object[conditions.fields().size()];
        this.verdicts = new byte[conditions.parts()];
    }

    public @Nullable RecordedEvent event() {
        return event;
    }

    /** The member as changed so far. */
    public MemberChange member() {
        return member;
    }

    /** The programme's zone. */
    public ZoneId zone() {
        return zone;
    }

    /** The first day of the programme's weeks. */
    public DayOfWeek weekStart() {
        return weekStart;
    }

    /** The money of the order that earns. */
    public EarnBase base() {
        return base.get();
    }

    /** When it happened: business time, or the posting instant without an event. */
    public Instant at() {
        return event == null ? member.moment().now() : event.occurredAt();
    }

    /** {@link #at} in the programme's zone. */
    public ZonedDateTime local() {
        if (local == null) {
            local = at().atZone(zone);
        }
        return local;
    }

    /** The line that is looked at. */
    public @Nullable Line line() {
        return line;
    }

    long lineBase() {
        return lineBase;
    }

    /** Something that a family works out once for the decision. */
    public <T> T memo(Class<T> type, Function<Sight, T> make) {
        Object memo = memos.get(type);
        if (memo == null) {
            memo = make.apply(this);
            memos.put(type, memo);
        }
        return type.cast(memo);
    }

    /** Looks at another line of the order. */
    public void look(@Nullable Line at, long earnBase) {
        line = at;
        lineBase = earnBase;
        changed(Area.LINE);
    }

    /** Forgets what was seen of an area, because it is different now. */
    public void changed(Area area) {
        conditions.forget(area, values, verdicts);
    }

    /** Forgets all that was seen. */
    public void changed() {
        Arrays.fill(values, null);
        Arrays.fill(verdicts, (byte) 0);
    }

    @Override
    public Optional<Object> find(String name) {
        Field field = conditions.fields().find(name);
        return field == null ? Optional.empty() : Optional.ofNullable(value(field));
    }

    /** A field's value; null if there is none. */
    @Nullable
    Object value(Field field) {
        Object value = values[field.index()];
        if (value == null) {
            value = field.source().see(this);
            values[field.index()] = value == null ? ABSENT : value;
        } else if (value == ABSENT) {
            value = null;
        }
        absent |= value == null;
        return value;
    }

    /** Whether a value was missing since this was asked last. */
    boolean absent() {
        boolean was = absent;
        absent = false;
        return was;
    }

    byte verdict(int part) {
        return verdicts[part];
    }

    void verdict(int part, byte verdict) {
        verdicts[part] = verdict;
    }
}
