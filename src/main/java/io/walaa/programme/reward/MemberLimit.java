package io.walaa.programme.reward;

import io.walaa.json.Input;
import io.walaa.order.CapUse;
import io.walaa.programme.earning.CapPeriod;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** How often one member may have a reward in a period of the programme's calendar: {@code {times: 1, per: month}}. */
public record MemberLimit(long times, CapPeriod period) {
    private static final long TIMES_MAX = 1_000_000;

    static MemberLimit read(Input in) {
        return new MemberLimit(
                in.field("times").integer(1, TIMES_MAX), in.field("per").choice(CapPeriod.BY_NAME));
    }

    /** What a redemption on {@code day} draws on. */
    CapUse use(String reward, LocalDate day, java.time.DayOfWeek weekStart) {
        return new CapUse("r." + reward + "." + period.letter(), period.number(day, weekStart));
    }

    /** The first epoch second of the next period; null if there is none. */
    @Nullable
    Long next(LocalDate day, java.time.DayOfWeek weekStart, ZoneId zone) {
        LocalDate next = period.next(day, weekStart);
        return next == null ? null : next.atStartOfDay(zone).toEpochSecond();
    }
}
