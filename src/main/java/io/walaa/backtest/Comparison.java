package io.walaa.backtest;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.walaa.member.MemberState;
import io.walaa.points.Balance;
import io.walaa.programme.earning.Budget;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The report: day by day, what really happened against what the draft would have done. */
final class Comparison {
    /** One day, twice. */
    record Day(Figures actual, Figures draft) {}

    private final Map<LocalDate, Day> days = new TreeMap<>();
    private final Map<String, Long> opening = new TreeMap<>();
    private long members;
    private long erased;

    Day day(LocalDate date) {
        return days.computeIfAbsent(date, d -> new Day(new Figures(), new Figures()));
    }

    /** Counts what a member was owed when the stretch began. */
    void opened(MemberState state, long second) {
        members++;
        for (String unit : state.purses().keySet()) {
            Balance balance = state.balance(unit, second);
            opening.merge(unit, balance.available() + balance.pending() + balance.held(), Long::sum);
        }
    }

    /** Counts an event that cannot be replayed because its free text was erased. */
    void erased() {
        erased++;
    }

    JsonObject json() {
        days.values().stream()
                .flatMap(day -> Stream.of(day.actual, day.draft))
                .flatMap(figures -> figures.units().keySet().stream())
                .forEach(unit -> opening.putIfAbsent(unit, 0L));
        Map<String, Long> actual = new TreeMap<>(opening);
        Map<String, Long> draft = new TreeMap<>(opening);
        JsonArray list = new JsonArray();
        days.forEach((date, day) -> list.add(new JsonObject()
                .put("day", date.toString())
                .put("actual", grown(actual, day.actual))
                .put("draft", grown(draft, day.draft))));
        JsonObject owed = new JsonObject();
        opening.forEach(owed::put);
        return new JsonObject()
                .put("members", members)
                .put("erased", erased)
                .put("openingLiability", owed)
                .put("days", list);
    }

    /** What the draft's rules with a budget would have given in all, had nothing stopped them. */
    JsonObject budgets(Collection<Budget> budgets) {
        JsonObject json = new JsonObject();
        for (Budget budget : budgets) {
            long given = days.values().stream()
                    .mapToLong(day -> day.draft.unit(budget.unit().name()).issued(budget.rule()))
                    .sum();
            json.put(
                    budget.rule(),
                    new JsonObject().put("budget", budget.points()).put("issued", given));
        }
        return json;
    }

    /** Figures of a day with the liability at its end, which is the beginning of the next day's. */
    private static JsonObject grown(Map<String, Long> liability, Figures day) {
        liability.replaceAll((unit, owed) -> owed + day.unit(unit).change());
        return day.json(liability);
    }
}
