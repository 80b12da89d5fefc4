package io.walaa.usecase;

import io.walaa.decision.EntryId;
import io.walaa.decision.Moment;
import io.walaa.decision.Refusal;
import io.walaa.decision.Trace;
import io.walaa.journal.AckLevel;
import io.walaa.journal.Commit;
import io.walaa.journal.CommitIds;
import io.walaa.journal.Entry;
import io.walaa.journal.OperationKey;
import io.walaa.member.Deadline;
import io.walaa.member.Decided;
import io.walaa.member.MemberState;
import io.walaa.member.Settlement;
import io.walaa.programme.ActiveProgramme;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides the turns of a batch one after another, each on the state the one before left, with what is due by itself
 * settled in front. No I/O: the entries it collects are what one commit writes.
 */
final class Deciding {
    private final MemberKey key;
    private final Instant now;
    private final CommitIds commitIds;
    private final OperationKeys operationKeys;
    private final Map<String, String> pages;
    private final Map<String, Turn> byOperation = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private MemberState state;

    /**
     * @param now the posting instant, never before the member's last entry
     * @param pages the member's pages that were read
     */
    Deciding(
            MemberKey key,
            MemberState state,
            Instant now,
            CommitIds commitIds,
            OperationKeys operationKeys,
            Map<String, String> pages) {
        this.key = key;
        this.state = state;
        this.now = now.toEpochMilli() < state.postedAt() ? Instant.ofEpochMilli(state.postedAt()) : now;
        this.commitIds = commitIds;
        this.operationKeys = operationKeys;
        this.pages = new HashMap<>(pages);
    }

    /** Decides as many turns as fit in one commit; those that do not fit are left without a result. */
    void decide(List<Turn> turns) {
        for (Turn turn : turns) {
            Turn earlier = byOperation.get(turn.operation.key().id());
            if (earlier != null && !turn.operation.dryRun()) {
                turn.sameAs = earlier;
                continue;
            }
            if (!settle(turn.operation.decider().programme()) || entries.size() == Commit.MAX_ENTRIES) {
                return;
            }
            decide(turn);
        }
    }

    private void decide(Turn turn) {
        Operation operation = turn.operation;
        String commitId = commitIds.next();
        try {
            Decided decided = operation.decider().decide(state, moment(commitId, operation.trace()), pages);
            Entry entry = entry(operation, commitId, decided);
            if (operation.dryRun()) {
                turn.dry = new Receipt(entry, null, AckLevel.MEMORY, false, false, operation.trace());
                return;
            }
            turn.entry = entries.size();
            byOperation.put(operation.key().id(), turn);
            add(entry, decided);
        } catch (ArithmeticException overflow) {
            turn.refusal = Refusal.of("amount-too-large");
        } catch (Refusal refusal) {
            turn.refusal = refusal;
        }
    }

    /** Settles what is due; false if that alone fills the commit. */
    private boolean settle(@Nullable ActiveProgramme active) {
        while (true) {
            Settlement.Due due = Settlement.first(state, now.getEpochSecond());
            Deadline deadline = active == null ? null : Deadline.first(state.facts());
            if (deadline != null && deadline.at() > now.getEpochSecond()) {
                deadline = null;
            }
            if (due == null && deadline == null) {
                return true;
            }
            if (entries.size() == Commit.MAX_ENTRIES) {
                return false;
            }
            String commitId = commitIds.next();
            Moment moment = moment(commitId, Trace.off());
            if (active != null && deadline != null && (due == null || deadline.at() < due.at())) {
                Decided decided = active.programme().course().settle(active.programme(), state, deadline, moment);
                settled(commitId, decided, active.version(), deadline.words());
            } else if (due != null) {
                settled(commitId, Settlement.settle(state, due, moment), 0, due.words());
            }
        }
    }

    private void settled(String commitId, Decided decided, int version, String[] words) {
        OperationKey operation =
                operationKeys.derived(key.programme(), key.member().value(), words);
        add(entry(commitId, decided, operation, version), decided);
    }

    private void add(Entry entry, Decided decided) {
        entries.add(entry);
        decided.decision().pages().forEach(page -> pages.put(page.name(), page.content()));
        state = decided.state();
    }

    private Moment moment(String commitId, Trace trace) {
        return new Moment(now, new EntryId(key.member().body(), state.seq() + 1, Entry.mark(commitId)), trace);
    }

    private Entry entry(Operation operation, String commitId, Decided decided) {
        long posted = now.toEpochMilli();
        return new Entry(
                key.programme(),
                key.member(),
                decided.state().seq(),
                commitId,
                operation.key(),
                operation.event(),
                operation.occurredAt() == 0 ? posted : operation.occurredAt(),
                posted,
                operation.version(),
                decided.decision(),
                operation.note());
    }

    private Entry entry(String commitId, Decided decided, OperationKey operation, int version) {
        long posted = now.toEpochMilli();
        return new Entry(
                key.programme(),
                key.member(),
                decided.state().seq(),
                commitId,
                operation,
                "",
                posted,
                posted,
                version,
                decided.decision(),
                Map.of());
    }

    /** The entries to commit, in order; empty if nothing was decided with a yes. */
    List<Entry> entries() {
        return entries;
    }

    /** The member once they are committed. */
    MemberState state() {
        return state;
    }
}
