package io.walaa.programme.metric;

import io.walaa.member.MemberChange;
import io.walaa.points.Account;
import io.walaa.programme.condition.Area;
import io.walaa.programme.condition.Sight;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The metrics of one member inside one decision. */
public final class MetricBook {
    private static final String INSTANT = "m.";
    private static final int RADIX = 36;

    private final Sight sight;
    private final MemberChange member;
    private final Map<String, Long> moved = new HashMap<>(4);
    private @Nullable LocalDate today;
    private int postingsSeen;
    private boolean grown;

    private MetricBook(Sight sight) {
        this.sight = sight;
        this.member = sight.member();
    }

    /** The book of a decision. */
    public static MetricBook of(Sight sight) {
        return sight.memo(MetricBook.class, MetricBook::new);
    }

    /** What a metric comes to at the business time of the decision. */
    long sum(BucketNames buckets) {
        long sum = 0;
        for (String bucket : buckets.upTo(buckets.metric().grain().number(today(), weekStart()))) {
            sum += number(member.fact(bucket));
        }
        return sum;
    }

    /** How much a measure moved in this decision since this was asked last; only tiers ask. */
    public long takeMoved(Measure measure) {
        Long amount = moved.remove(measure.key());
        return amount == null ? 0 : amount;
    }

    @Nullable
    Instant instant(String name) {
        String fact = member.fact(INSTANT + key(name));
        return fact == null ? null : Instant.ofEpochSecond(Long.parseLong(fact, RADIX));
    }

    /** Whole days since an instant that is kept; null if there was none. */
    @Nullable
    Long daysSince(String name) {
        LocalDate day = day(name);
        return day == null ? null : (Long) ChronoUnit.DAYS.between(day, today());
    }

    private @Nullable LocalDate day(String name) {
        Instant at = instant(name);
        return at == null ? null : at.atZone(sight.zone()).toLocalDate();
    }

    /**
     * The next day on which time alone changes something.
     *
     * @param metrics what is looked at
     * @param daysSince numbers that the days since the last purchase are compared with
     * @return null if time alone changes nothing any more
     */
    public @Nullable LocalDate nextChange(TimedMetrics metrics, Set<Long> daysSince) {
        LocalDate next = null;
        for (BucketNames buckets : metrics.all()) {
            Metric metric = buckets.metric();
            long last = metric.grain().number(today(), weekStart());
            String[] names = buckets.upTo(last);
            for (int i = 0; i < names.length; i++) {
                if (member.fact(names[i]) != null) {
                    next = earlier(next, metric.grain().first(last + 1 + i, weekStart()));
                    break;
                }
            }
        }
        LocalDate bought = daysSince.isEmpty() ? null : day(MetricNames.LAST);
        if (bought != null) {
            for (long days : daysSince) {
                for (LocalDate day : List.of(bought.plusDays(days), bought.plusDays(days + 1))) {
                    next = day.isAfter(today()) ? earlier(next, day) : next;
                }
            }
        }
        return next;
    }

    private static LocalDate earlier(@Nullable LocalDate one, LocalDate other) {
        return one == null || other.isBefore(one) ? other : one;
    }

    /** Keeps the first and the last instant. */
    void happened(Instant at) {
        Instant first = instant(MetricNames.FIRST);
        Instant last = instant(MetricNames.LAST);
        if (first == null || at.isBefore(first)) {
            keep(MetricNames.FIRST, at);
        }
        if (last == null || at.isAfter(last)) {
            keep(MetricNames.LAST, at);
        }
        sight.changed(Area.METRICS);
    }

    private void keep(String name, Instant at) {
        member.fact(INSTANT + key(name), Long.toString(at.getEpochSecond(), RADIX));
    }

    private static char key(String name) {
        return name.charAt(0);
    }

    /**
     * Moves a measure.
     *
     * @param day of the business time that it belongs to
     * @param windows the longest window of each grain that is kept, in buckets; grains that are not kept are absent
     */
    void add(Measure measure, LocalDate day, long amount, Map<Grain, Integer> windows) {
        moved.merge(measure.key(), amount, Long::sum);
        windows.forEach((grain, buckets) -> {
            long number = grain.number(day, weekStart());
            if (grain.number(today(), weekStart()) - number < buckets) {
                String fact = Metric.fact(measure, grain, number);
                String before = member.fact(fact);
                grown |= before == null;
                long sum = number(before) + amount;
                member.fact(fact, sum == 0 ? null : Long.toString(sum, RADIX));
            }
        });
        sight.changed(Area.METRICS);
    }

    /** Whether a bucket was begun in this decision. */
    boolean grown() {
        return grown;
    }

    /** How many buckets ago a bucket was; negative if it is still to come. */
    long age(Grain grain, long number) {
        return grain.number(today(), weekStart()) - number;
    }

    /** What of a unit was given, less what was taken back, by postings since this was asked last. */
    Map<String, Long> earned() {
        Map<String, Long> earned = new HashMap<>(2);
        for (; postingsSeen < member.postings().size(); postingsSeen++) {
            var posting = member.postings().get(postingsSeen);
            long amount = posting.debit().equals(Account.ISSUED)
                    ? posting.amount()
                    : posting.credit().equals(Account.ISSUED) ? -posting.amount() : 0;
            if (amount != 0) {
                earned.merge(posting.unit(), amount, Long::sum);
            }
        }
        return earned;
    }

    /** The day of the business time in the programme's zone. */
    public LocalDate today() {
        if (today == null) {
            today = sight.local().toLocalDate();
        }
        return today;
    }

    private DayOfWeek weekStart() {
        return sight.weekStart();
    }

    private static long number(@Nullable String fact) {
        return fact == null ? 0 : Long.parseLong(fact, RADIX);
    }
}
