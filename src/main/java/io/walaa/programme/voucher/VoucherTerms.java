package io.walaa.programme.voucher;

import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.json.Value;
import io.walaa.order.Money;
import io.walaa.programme.Vocabulary;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a voucher may be used.
 *
 * @param delay after its issue until it can be used
 * @param lasts until the end of which local day it can be, counted from the day on which it becomes usable; null: for
 *     ever
 * @param uses how often
 * @param together whether others may be used on the same basket
 * @param restorable whether a cancelled order gives its use back
 * @param minimumSpend the least that the basket costs, minor units of the programme's currency
 */
public record VoucherTerms(
        Duration delay, @Nullable Period lasts, int uses, boolean together, boolean restorable, long minimumSpend) {
    public static final VoucherTerms DEFAULT = new VoucherTerms(Duration.ZERO, Period.ofMonths(3), 1, false, true, 0);
    private static final int USES_MAX = 100;
    private static final Duration DELAY_MAX = Duration.ofDays(366);
    private static final Map<String, Boolean> STACKING = new TreeMap<>(Map.of("alone", false, "together", true));
    private static final Map<String, Boolean> CANCELLED = new TreeMap<>(Map.of("restore", true, "lost", false));

    /** Reads {@code {usableAfter: PT24H, lasts: P30D, uses: 1, stacking: together, onCancelledOrder: restore}}. */
    public static VoucherTerms read(Value value, Vocabulary names) {
        return value.object(in -> read(in, names));
    }

    private static VoucherTerms read(Input in, Vocabulary names) {
        return new VoucherTerms(
                in.optional("usableAfter", delay -> delay.duration(Duration.ZERO, DELAY_MAX), DEFAULT.delay),
                in.has("lasts") ? lasts(in.field("lasts")) : DEFAULT.lasts,
                (int) (long) in.optional("uses", uses -> uses.integer(1, USES_MAX), (long) DEFAULT.uses),
                in.optional("stacking", stacking -> stacking.choice(STACKING), DEFAULT.together),
                in.optional("onCancelledOrder", restore -> restore.choice(CANCELLED), DEFAULT.restorable),
                in.optional("minimumSpend", least -> minimum(least, names), 0L));
    }

    private static @Nullable Period lasts(Value value) {
        return value.isText() && value.text(20).equals("for-ever") ? null : value.period();
    }

    private static long minimum(Value value, Vocabulary names) {
        long minor = Money.read(value, names.currency());
        if (minor == 0) {
            value.refuse(InputCode.TOO_SMALL, "min", new Money(1, names.currency()).decimal());
        }
        return minor;
    }

    /** The epoch second from which a voucher that is issued now can be used. */
    public long from(Instant now) {
        return delay.isZero() ? now.getEpochSecond() : now.plus(delay).getEpochSecond() + 1;
    }

    /** The epoch second from which it cannot be used any more, {@link io.walaa.points.Lot#NEVER} for ever. */
    public long until(Instant now, ZoneId zone) {
        return lasts == null
                ? io.walaa.points.Lot.NEVER
                : now.plus(delay)
                        .atZone(zone)
                        .toLocalDate()
                        .plus(lasts)
                        .plusDays(1)
                        .atStartOfDay(zone)
                        .toEpochSecond();
    }
}
