package io.walaa.programme.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.walaa.decision.Decision;
import io.walaa.decision.EntryId;
import io.walaa.decision.Moment;
import io.walaa.decision.Refusal;
import io.walaa.decision.Trace;
import io.walaa.member.Deadline;
import io.walaa.member.Decided;
import io.walaa.member.MemberFields;
import io.walaa.member.MemberId;
import io.walaa.member.MemberState;
import io.walaa.member.Settlement;
import io.walaa.points.Account;
import io.walaa.points.Balance;
import io.walaa.points.Hold;
import io.walaa.points.LotPart;
import io.walaa.points.Posting;
import io.walaa.points.Purse;
import io.walaa.programme.Programme;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One member whose operations are decided as a lane does it, in memory: what is due is settled first, pages are kept,
 * and after each entry the books are checked.
 */
public final class MemberBook {
    private static final int FIELDS_EVERY = 4;
    private static final MemberId MEMBER = new MemberId("mem_0123456789abcdef");

    private Programme programme;
    private MemberState state = MemberState.empty(MEMBER);
    private Instant now = Instant.parse("2026-01-01T09:00:00Z");
    private final Map<String, String> pages = new HashMap<>();
    private final Map<String, String> fields = new HashMap<>();
    private final Map<String, Map<String, Long>> accounts = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();

    /** What was committed under which id. */
    public record Entry(EntryId id, Decision decision) {}

    public MemberBook(Programme programme) {
        this.programme = programme;
    }

    public MemberBook at(String time) {
        return at(OffsetDateTime.parse(time).toInstant());
    }

    public MemberBook at(Instant instant) {
        now = instant;
        return this;
    }

    public Instant now() {
        return now;
    }

    /** The fields of the hot state, as they are committed. */
    public Map<String, String> fields() {
        return Map.copyOf(fields);
    }

    public Programme programme() {
        return programme;
    }

    /** Puts another version of the programme in force. */
    public MemberBook under(Programme version) {
        programme = version;
        return this;
    }

    /** Settles what is due, then decides and commits. */
    public Entry run(Command command) {
        settle();
        Moment moment = moment();
        Decided decided = command.decide(programme, state, moment, pagesOf(command));
        return commit(moment, decided);
    }

    /** The code with which a command is refused; nothing is committed but what was due. */
    public Refusal refused(Command command) {
        settle();
        MemberState before = state;
        try {
            command.decide(programme, state, moment(), pagesOf(command));
        } catch (Refusal refusal) {
            assertThat(state).isEqualTo(before);
            return refusal;
        }
        throw new AssertionError("not refused: " + command);
    }

    private Map<String, String> pagesOf(Command command) {
        Map<String, String> read = new HashMap<>(pages);
        // a purchase decides without a read; that its page exists already is told by the commit
        List<String> named = command.pages();
        read.keySet().removeIf(name -> !named.contains(name) && !name.startsWith("order:"));
        return read;
    }

    /** Posts what is due by now, in the order in which it was due. */
    public MemberBook settle() {
        while (true) {
            var due = Settlement.first(state, now.getEpochSecond());
            Deadline deadline = Deadline.first(state.facts());
            if (deadline != null
                    && deadline.at() <= now.getEpochSecond()
                    && (due == null || deadline.at() < due.at())) {
                Moment moment = moment();
                commit(moment, programme.course().settle(programme, state, deadline, moment));
            } else if (due != null) {
                settle(due);
            } else {
                return this;
            }
        }
    }

    private void settle(Settlement.Due due) {
        String unit = unitOf(due);
        Balance before = state.balance(unit, now.getEpochSecond());
        Moment moment = moment();
        commit(moment, Settlement.settle(state, due, moment));
        assertThat(state.balance(unit, now.getEpochSecond()))
                .as("settling %s changes nothing that a reader sees", due)
                .isEqualTo(before);
    }

    private String unitOf(Settlement.Due due) {
        Hold hold = state.holds().get(due.name());
        return hold == null ? due.name() : hold.unit();
    }

    private Moment moment() {
        long seq = state.seq() + 1;
        String mark = "%04d".formatted(seq % 10_000);
        return new Moment(now, new EntryId(MEMBER.body(), seq, mark), Trace.off());
    }

    private Entry commit(Moment moment, Decided decided) {
        decided.decision().pages().forEach(page -> {
            assertThat(page.fresh() && pages.containsKey(page.name()))
                    .as("fresh page %s", page.name())
                    .isFalse();
            pages.put(page.name(), page.content());
        });
        decided.decision().fields().forEach((name, value) -> {
            if (value == null) {
                fields.remove(name);
            } else {
                assertThat(name.length()).isLessThanOrEqualTo(64);
                assertThat(value.length()).isLessThanOrEqualTo(64);
                fields.put(name, value);
            }
        });
        decided.decision().postings().forEach(this::post);
        state = decided.state();
        Entry entry = new Entry(moment.entry(), decided.decision());
        entries.add(entry);
        check();
        if (state.seq() % FIELDS_EVERY == 0) {
            checkFields();
        }
        return entry;
    }

    private void post(Posting posting) {
        Map<String, Long> unit = accounts.computeIfAbsent(posting.unit(), name -> new HashMap<>());
        unit.merge(posting.debit(), -posting.amount(), Long::sum);
        unit.merge(posting.credit(), posting.amount(), Long::sum);
    }

    /** Lots, holds and debt are what the postings add up to. */
    private void check() {
        accounts.forEach((unit, sums) -> {
            Purse purse = state.purse(unit);
            assertThat(lots(purse).stream().mapToLong(LotPart::amount).sum())
                    .isEqualTo(account(unit, Account.AVAILABLE));
            assertThat(purse.pending().total()).isEqualTo(account(unit, Account.PENDING));
            assertThat(purse.debt()).isEqualTo(-account(unit, Account.DEBT));
            assertThat(purse.debt() == 0 || purse.available(now.getEpochSecond()) == 0)
                    .as("debt beside spendable points")
                    .isTrue();
            long held = state.holds().values().stream()
                    .filter(hold -> hold.unit().equals(unit))
                    .mapToLong(hold ->
                            hold.parts().stream().mapToLong(LotPart::amount).sum())
                    .sum();
            assertThat(held).isEqualTo(account(unit, Account.HELD));
            assertThat(sums.values().stream().mapToLong(sum -> sum).sum()).isZero();
        });
    }

    /** The fields of the hot state say the same as the state. */
    private void checkFields() {
        Map<String, String> stored = new HashMap<>(fields);
        stored.put("seq", Long.toString(state.seq()));
        MemberState read = MemberFields.read(MEMBER, stored);
        assertThat(read.holds()).isEqualTo(state.holds());
        assertThat(read.facts()).isEqualTo(state.facts());
        assertThat(read.nextDue()).isEqualTo(state.nextDue());
        accounts.keySet().forEach(unit -> assertThat(lots(read.purse(unit))).isEqualTo(lots(unit)));
    }

    private static List<LotPart> lots(Purse purse) {
        List<LotPart> parts = new ArrayList<>();
        for (int i = 0; i < purse.lots().size(); i++) {
            parts.add(new LotPart(purse.lots().lot(i), purse.lots().amount(i)));
        }
        return parts;
    }

    /** What an account of the ledger holds of one unit: credits less debits. */
    public long account(String unit, String name) {
        return accounts.getOrDefault(unit, Map.of()).getOrDefault(name, 0L);
    }

    /** The effects of the last entry, as their types with one value each: {@code segment.entered vip}. */
    public List<String> told() {
        return entries.get(entries.size() - 1).decision().effects().stream()
                .map(effect -> effect.type() + " "
                        + effect.values().values().stream().findFirst().orElse(""))
                .toList();
    }

    public Balance balance(String unit) {
        return state.balance(unit, now.getEpochSecond());
    }

    public long available() {
        return balance("points").available();
    }

    /** Spendable points of a lot, by its expiry. */
    public long lot(String unit, String expiresAt) {
        return state.purse(unit)
                .lots()
                .remaining(OffsetDateTime.parse(expiresAt).toInstant().getEpochSecond());
    }

    public List<LotPart> lots(String unit) {
        return lots(state.purse(unit));
    }

    public MemberState state() {
        return state;
    }

    public String page(String name) {
        return pages.get(name);
    }

    public List<Entry> entries() {
        return entries;
    }
}
