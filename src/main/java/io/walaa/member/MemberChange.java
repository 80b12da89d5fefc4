package io.walaa.member;

import io.walaa.decision.Decision;
import io.walaa.decision.Effect;
import io.walaa.decision.Moment;
import io.walaa.decision.Page;
import io.walaa.points.Account;
import io.walaa.points.Balance;
import io.walaa.points.Hold;
import io.walaa.points.Lot;
import io.walaa.points.LotPart;
import io.walaa.points.Posting;
import io.walaa.points.Purse;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The working copy of a member inside one decision. Points change only by {@link #post postings}, so what the member
 * has is always the sum of the ledger's lines, and every change is noted as a field of the hot state. Lives as long as
 * one decision, on one thread.
 */
public final class MemberChange {
    private final MemberId id;
    private final long seq;
    private final Moment moment;
    private final Map<String, Purse> purses;
    private Map<String, Hold> holds;
    private Map<String, String> facts;
    private boolean ownFacts;
    private final Map<String, @Nullable String> fields = new LinkedHashMap<>();
    private final List<Posting> postings = new ArrayList<>(2);

    public MemberChange(MemberState before, Moment moment) {
        this.id = before.id();
        this.seq = before.seq() + 1;
        this.moment = moment;
        this.purses = new HashMap<>(before.purses());
        this.holds = before.holds();
        this.facts = before.facts();
        fields.put(MemberFields.POSTED_AT, Long.toString(moment.now().toEpochMilli()));
    }

    public Moment moment() {
        return moment;
    }

    public Purse purse(String unit) {
        return purses.getOrDefault(unit, Purse.EMPTY);
    }

    public Map<String, Hold> holds() {
        return holds;
    }

    /** The member's own zone; {@code otherwise} without one. */
    public ZoneId zone(ZoneId otherwise) {
        String zone = facts.get(MemberState.zoneFact());
        return zone == null ? otherwise : ZoneId.of(zone);
    }

    public @Nullable String fact(String name) {
        return facts.get(name);
    }

    /** All facts as changed so far. */
    public Map<String, String> facts() {
        return facts;
    }

    /** Keeps a small fact; null forgets it. Values are at most 64 bytes. */
    public void fact(String name, @Nullable String value) {
        if (java.util.Objects.equals(facts.get(name), value)) {
            return;
        }
        if (!ownFacts) {
            facts = new HashMap<>(facts);
            ownFacts = true;
        }
        if (value == null) {
            facts.remove(name);
        } else {
            facts.put(name, value);
        }
        fields.put(name, value);
    }

    /**
     * Moves points from one account to another and notes the line. On {@code available} and {@code pending} the lot
     * changes with it; what is held changes by {@link #open} and {@link #close}.
     */
    public void post(String debit, String credit, String unit, long amount, Lot lot) {
        postings.add(new Posting(debit, credit, unit, amount, lot));
        apply(debit, unit, -amount, lot);
        apply(credit, unit, amount, lot);
    }

    private void apply(String account, String unit, long change, Lot lot) {
        switch (account) {
            case Account.AVAILABLE -> changeLot(unit, lot.activated(), change);
            case Account.PENDING -> changeLot(unit, lot, change);
            case Account.DEBT -> {
                Purse purse = purse(unit).owe(-change);
                purses.put(unit, purse);
                note(MemberFields.debt(unit), purse.debt());
            }
            case Account.EXPIRED -> ExpiredLots.change(this, unit, lot, change);
            default -> {
                // Another programme-side account, or what is held: no lot of the member changes.
            }
        }
    }

    private void changeLot(String unit, Lot lot, long change) {
        Purse purse = purse(unit).add(lot, change);
        purses.put(unit, purse);
        note(
                MemberFields.lot(unit, lot),
                lot.pending() ? purse.pending().remaining(lot) : purse.lots().remaining(lot.expiresAt()));
    }

    private void note(String field, long value) {
        fields.put(field, value == 0 ? null : Long.toString(value));
    }

    /** Keeps when all points of the unit lapse, an epoch second; {@link Lot#NEVER} forgets it. */
    public void lapse(String unit, long at) {
        if (purse(unit).lapsesAt() != at) {
            purses.put(unit, purse(unit).lapsing(at));
            fields.put(MemberFields.lapse(unit), at == Lot.NEVER ? null : MemberFields.instant(at));
        }
    }

    /** Opens a hold; its parts have left their lots by postings. */
    public void open(Hold hold) {
        holds = new HashMap<>(holds);
        holds.put(hold.key(), hold);
        fields.put(MemberFields.hold(hold.key()), MemberFields.holdValue(hold));
        for (LotPart part : hold.parts()) {
            note(MemberFields.holdPart(hold.key(), part.lot()), part.amount());
        }
    }

    /** Forgets a hold; its parts have gone elsewhere by postings. */
    public void close(Hold hold) {
        holds = new HashMap<>(holds);
        holds.remove(hold.key());
        fields.put(MemberFields.hold(hold.key()), null);
        for (LotPart part : hold.parts()) {
            fields.put(MemberFields.holdPart(hold.key(), part.lot()), null);
        }
    }

    public List<Posting> postings() {
        return postings;
    }

    /** The changed fields of the hot state; null for those that go. */
    public Map<String, @Nullable String> fields() {
        return fields;
    }

    /** The member as it will be once this change is committed. */
    public MemberState after() {
        ownFacts = false; // what is handed out changes no more
        return new MemberState(id, seq, moment.now().toEpochMilli(), Map.copyOf(purses), holds, facts);
    }

    /** This change as a decision without pages or codes; balances are those of {@code units}. */
    public Decided decided(String type, Iterable<String> units, List<Effect> effects) {
        return decided(type, units, effects, List.of(), Map.of());
    }

    /** This change as a decision. */
    public Decided decided(
            String type, Iterable<String> units, List<Effect> effects, List<Page> pages, Map<String, String> codes) {
        MemberState after = after();
        Map<String, Balance> balances = new LinkedHashMap<>();
        for (String unit : units) {
            balances.put(unit, after.balance(unit, moment.second()));
        }
        return new Decided(
                new Decision(type, fields, postings, balances, effects, pages, codes, after.nextDue()), after);
    }
}
