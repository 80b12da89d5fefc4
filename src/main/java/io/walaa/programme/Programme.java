package io.walaa.programme;

import io.walaa.points.Unit;
import io.walaa.programme.condition.Conditions;
import io.walaa.programme.course.Course;
import io.walaa.programme.course.Happening;
import io.walaa.programme.earning.Allowance;
import io.walaa.programme.earning.Earned;
import io.walaa.programme.earning.Earning;
import io.walaa.programme.earning.Occasion;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One version of a programme, compiled: immutable, shared by all threads.
 *
 * @param name the tenant's name
 * @param title for people
 * @param zone in which its days, months and expiries are
 * @param weekStart the first day of its weeks
 * @param currency of its prices, ISO 4217
 * @param locales BCP 47 tags, in the document's order
 * @param defaultLocale one of them
 * @param digits shown unless a member has chosen
 * @param units by name, in the document's order
 * @param unitTitles by name of the unit
 * @param attributes the declared non-personal attributes
 * @param externalIds the types of external ids that members may have
 * @param policies what else it allows
 * @param earning its earning rules
 * @param conditions all conditions of the document
 * @param course what the other families do about each decision
 * @param parts what the sections compiled to
 */
public record Programme(
        String name,
        LocalizedText title,
        ZoneId zone,
        DayOfWeek weekStart,
        String currency,
        List<String> locales,
        String defaultLocale,
        DigitStyle digits,
        Map<String, Unit> units,
        Map<String, LocalizedText> unitTitles,
        Map<String, AttributeType> attributes,
        Set<String> externalIds,
        Policies policies,
        Earning earning,
        Conditions conditions,
        Course course,
        Parts parts) {
    /** A unit by name; null if the programme has none of it. */
    public @Nullable Unit unit(String unit) {
        return units.get(unit);
    }

    /**
     * What an event earns under this version. Caps that it draws on are noted as facts of the member; its points are
     * for the caller to post. Why goes to the trace of the member's moment.
     *
     * @throws io.walaa.decision.Refusal if a rule would give more points than any balance can hold
     */
    public Earned earn(Happening happening, RecordedEvent event) {
        return earn(happening, event, Allowance.UNLIMITED);
    }

    /** As {@link #earn(Happening, RecordedEvent)}, with what may be given of the budgets of rules. */
    public Earned earn(Happening happening, RecordedEvent event, Allowance allowance) {
        return earning.earn(new Occasion(event, happening, allowance));
    }

    /** What the section of this type compiled to. */
    public <P> P part(Class<P> type) {
        return parts.get(type);
    }
}
