package io.walaa.programme.earning;

import io.walaa.member.MemberChange;
import io.walaa.order.EarnBase;
import io.walaa.order.Purchase;
import io.walaa.points.Unit;
import io.walaa.programme.RecordedEvent;
import io.walaa.programme.condition.Sight;
import io.walaa.programme.course.Happening;
import io.walaa.programme.tier.Level;
import io.walaa.programme.tier.Tiers;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event of one member while its earning is decided: what rules may look at, each part worked out at most once, and
 * what they awarded so far. Lives as long as one decision, on one thread.
 */
public final class Occasion {
    private final RecordedEvent event;
    private final Happening happening;
    private final Allowance allowance;
    private final List<Award> awards = new ArrayList<>(2);
    private @Nullable Map<String, Object> saw;
    private @Nullable IdentityHashMap<LineFilter, int[]> chosen;
    private final Map<String, Long> expiries = new HashMap<>(4);
    private @Nullable LocalDate postingDay;
    private String because = "";
    private boolean withoutRate;

    /** @param allowance what may be given of the budgets of rules */
    public Occasion(RecordedEvent event, Happening happening, Allowance allowance) {
        this.event = event;
        this.happening = happening;
        this.allowance = allowance;
    }

    public RecordedEvent event() {
        return event;
    }

    public @Nullable Purchase purchase() {
        return event.purchase();
    }

    /** The member as changed so far. */
    public MemberChange member() {
        return happening.member();
    }

    /** What conditions see. */
    public Sight sight() {
        return happening.sight();
    }

    /** The programme's zone. */
    public ZoneId zone() {
        return happening.programme().zone();
    }

    /** Business time as epoch second. */
    public long second() {
        return event.occurredAt().getEpochSecond();
    }

    /** The business time in the programme's zone. */
    ZonedDateTime local() {
        return happening.sight().local();
    }

    /** The id of the member's level before this event; empty without one. */
    String tier() {
        Level level = happening.programme().part(Tiers.class).of(member()::fact);
        return level == null ? "" : level.id();
    }

    /** The lines that a filter chose on this occasion; null if it was not asked yet. */
    int @Nullable [] chosen(LineFilter filter) {
        return chosen == null ? null : chosen.get(filter);
    }

    int[] chosen(LineFilter filter, int[] lines) {
        if (chosen == null) {
            chosen = new IdentityHashMap<>();
        }
        chosen.put(filter, lines);
        return lines;
    }

    /** When points of a unit that are given now expire. */
    long expiresAt(Unit unit) {
        return expiries.computeIfAbsent(unit.name(), name -> unit.expiry().expiresAt(event.occurredAt(), zone()));
    }

    /** What may be given of the budgets of rules. */
    Allowance allowance() {
        return allowance;
    }

    /** Whether somebody asked why. */
    boolean explains() {
        return member().moment().trace().isWanted();
    }

    /** Notes a value that a rule looked at and that decided against it, for the trace. */
    void saw(String name, Object value) {
        if (explains()) {
            if (saw == null) {
                saw = new LinkedHashMap<>();
            }
            saw.put(name, value);
        }
    }

    /** The money of the order that earns; nothing without an order. */
    public EarnBase base() {
        return happening.base();
    }

    /** Whether an award is lost when what is kept of the order falls below the rule's minimum. */
    boolean minimumCounts() {
        return happening.programme().policies().minimumSpendCounts();
    }

    /** What was awarded so far, in the order of the rules. */
    public List<Award> awards() {
        return awards;
    }

    /** Keeps why a rule gives nothing, as a stable code for the trace. */
    public long nothing(String code) {
        because = code;
        return 0;
    }

    /** Like {@link #nothing}, for an order in a currency that the rule has no rate for. */
    public long noRate() {
        withoutRate = true;
        return nothing("no-rate");
    }

    /** What rules looked at, for the trace. */
    Map<String, Object> seen() {
        Map<String, Object> seen = new LinkedHashMap<>();
        seen.put("type", event.type());
        seen.put(
                "occurredAt",
                event.occurredAt().atZone(zone()).toOffsetDateTime().toString());
        if (event.channel() != null) {
            seen.put("channel", event.channel().wire());
        }
        if (event.purchase() != null) {
            seen.put("earnBase", event.purchase().decimal(base().total()));
            seen.put("currency", event.purchase().currency());
        }
        if (saw != null) {
            seen.putAll(saw);
            saw = null;
        }
        return seen;
    }

    String because() {
        return because;
    }

    boolean withoutRate() {
        return withoutRate && awards.isEmpty();
    }

    @Nullable
    String fact(String name) {
        return member().fact(name);
    }

    void fact(String name, String value) {
        member().fact(name, value);
    }

    /** The number of the cap period in which this is posted. */
    long number(CapPeriod period) {
        if (postingDay == null) {
            postingDay = member().moment().now().atZone(zone()).toLocalDate();
        }
        return period.number(postingDay, happening.programme().weekStart());
    }
}
