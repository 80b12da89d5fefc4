package io.walaa.backtest;

import io.vertx.core.json.JsonObject;
import io.walaa.decision.Decision;
import io.walaa.decision.Effect;
import io.walaa.points.Account;
import io.walaa.points.Posting;
import io.walaa.programme.rehearsal.CarryOver;
import java.util.Map;
import java.util.TreeMap;

/** What decisions of one day came to, really or under the draft. */
final class Figures {
    private final Map<String, UnitFigures> units = new TreeMap<>();
    private final Map<String, Long> tierMoves = new TreeMap<>();
    private final Map<String, Long> challenges = new TreeMap<>();
    private final Map<String, Long> refusals = new TreeMap<>();

    /** Points of one unit. */
    static final class UnitFigures {
        private final Map<String, Long> issuedByRule = new TreeMap<>();
        private long issued;
        private long takenBack;
        private long redeemed;
        private long expired;
        private long missing;
        private long change;

        /** By how much what the programme owes its members changed. */
        long change() {
            return change;
        }

        /** What a rule gave. */
        long issued(String rule) {
            return issuedByRule.getOrDefault(rule, 0L);
        }

        JsonObject json(long liability) {
            JsonObject rules = new JsonObject();
            issuedByRule.forEach(rules::put);
            return new JsonObject()
                    .put("issued", issued)
                    .put("issuedByRule", rules)
                    .put("takenBack", takenBack)
                    .put("redeemed", redeemed)
                    .put("expired", expired)
                    .put("missing", missing)
                    .put("liability", liability);
        }
    }

    UnitFigures unit(String name) {
        return units.computeIfAbsent(name, unit -> new UnitFigures());
    }

    Map<String, UnitFigures> units() {
        return units;
    }

    /** Counts a decision. */
    void add(Decision decision) {
        for (Posting posting : decision.postings()) {
            UnitFigures unit = unit(posting.unit());
            unit.change += owed(posting.credit(), posting.amount()) - owed(posting.debit(), posting.amount());
            unit.redeemed += at(Account.REDEEMED, posting);
            unit.expired += at(Account.EXPIRED, posting);
        }
        for (Effect effect : decision.effects()) {
            add(effect);
        }
    }

    private static long owed(String account, long amount) {
        return Account.carriesLots(account) ? amount : 0;
    }

    private static long at(String account, Posting posting) {
        long in = posting.credit().equals(account) ? posting.amount() : 0;
        return posting.debit().equals(account) ? -posting.amount() : in;
    }

    private void add(Effect effect) {
        Map<String, Object> values = effect.values();
        long amount = values.get("amount") instanceof Number number ? number.longValue() : 0;
        switch (effect.type()) {
            case "points.earned" -> {
                UnitFigures unit = unit(String.valueOf(values.get("unit")));
                unit.issued += amount;
                Object rule = values.getOrDefault("rule", values.get("challenge"));
                unit.issuedByRule.merge(rule == null ? "direct" : rule.toString(), amount, Long::sum);
            }
            case "points.taken-back" -> unit(String.valueOf(values.get("unit"))).takenBack += amount;
            case CarryOver.SHORT -> unit(String.valueOf(values.get("unit"))).missing += amount;
            case "tier.changed" -> tierMoves.merge(values.get("from") + " > " + values.get("tier"), 1L, Long::sum);
            case "challenge.completed" -> challenges.merge(String.valueOf(values.get("challenge")), 1L, Long::sum);
            default -> {
                // nothing that is counted
            }
        }
    }

    /** Counts a command that the rules refused. */
    void refused(String code) {
        refusals.merge(code, 1L, Long::sum);
    }

    /** @param liability what was owed at the end of the day, by unit */
    JsonObject json(Map<String, Long> liability) {
        JsonObject points = new JsonObject();
        liability.forEach((unit, owed) -> points.put(unit, unit(unit).json(owed)));
        return new JsonObject()
                .put("units", points)
                .put("tierMoves", counts(tierMoves))
                .put("challenges", counts(challenges))
                .put("refusals", counts(refusals));
    }

    private static JsonObject counts(Map<String, Long> counts) {
        JsonObject json = new JsonObject();
        counts.forEach(json::put);
        return json;
    }
}
