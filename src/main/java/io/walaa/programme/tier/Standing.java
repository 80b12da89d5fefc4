package io.walaa.programme.tier;

import io.walaa.member.MemberChange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a member stands, as facts: {@code q.t} the level, {@code q.s} the day on which the first period began,
 * {@code q.r} the first day of the period that is reviewed next, {@code q.<day>} what counted in the period that began
 * on that day. Days are epoch days in base 36.
 */
final class Standing {
    private static final String LEVEL = "q.t";
    private static final String ANCHOR = "q.s";
    private static final String REVIEWED = "q.r";
    private static final String AMOUNT = "q.0";
    private static final int RADIX = 36;

    private Standing() {}

    static @Nullable String level(Function<String, @Nullable String> fact) {
        return fact.apply(LEVEL);
    }

    static void level(MemberChange member, @Nullable String id) {
        member.fact(LEVEL, id);
    }

    static @Nullable LocalDate anchor(Function<String, @Nullable String> fact) {
        return day(fact.apply(ANCHOR));
    }

    static void anchor(MemberChange member, LocalDate day) {
        member.fact(ANCHOR, text(day));
    }

    static @Nullable LocalDate reviewed(Function<String, @Nullable String> fact) {
        return day(fact.apply(REVIEWED));
    }

    static void reviewed(MemberChange member, @Nullable LocalDate start) {
        member.fact(REVIEWED, start == null ? null : text(start));
    }

    static long amount(Function<String, @Nullable String> fact, LocalDate start) {
        String amount = fact.apply(AMOUNT + text(start));
        return amount == null ? 0 : Long.parseLong(amount, RADIX);
    }

    static void add(MemberChange member, LocalDate start, long amount) {
        long sum = amount(member::fact, start) + amount;
        member.fact(AMOUNT + text(start), sum == 0 ? null : Long.toString(sum, RADIX));
    }

    /** Forgets what counted in periods that began before {@code start}. */
    static void forgetBefore(MemberChange member, LocalDate start) {
        List<String> old = new ArrayList<>(1);
        for (Map.Entry<String, String> fact : member.facts().entrySet()) {
            if (fact.getKey().startsWith(AMOUNT)
                    && Long.parseLong(fact.getKey().substring(AMOUNT.length()), RADIX) < start.toEpochDay()) {
                old.add(fact.getKey());
            }
        }
        old.forEach(name -> member.fact(name, null));
    }

    private static String text(LocalDate day) {
        return Long.toString(day.toEpochDay(), RADIX);
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        return text == null ? null : LocalDate.ofEpochDay(Long.parseLong(text, RADIX));
    }
}
