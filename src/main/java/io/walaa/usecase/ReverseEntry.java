package io.walaa.usecase;

import io.vertx.core.Future;
import io.walaa.decision.EntryId;
import io.walaa.journal.Entry;
import io.walaa.journal.OperationKey;
import io.walaa.programme.command.Reverse;
import java.util.LinkedHashMap;
import java.util.Map;

/** Undoes an entry by another one that is its mirror; history is never edited. */
public final class ReverseEntry {
    private final MemberWrites writes;
    private final FindEntry entries;
    private final OperationKeys keys;

    public ReverseEntry(MemberWrites writes, FindEntry entries, OperationKeys keys) {
        this.writes = writes;
        this.entries = entries;
        this.keys = keys;
    }

    /**
     * Reverses an entry, once.
     *
     * @param note why and by whom
     * @return the reversing entry; refused as not found, as {@code already-reversed}, {@code reversal-of-reversal},
     *     {@code entry-not-reversible}, or with what was spent of it
     */
    public Future<Receipt> reverse(Call call, EntryId id, Map<String, String> note) {
        return entries.find(call.programme(), id)
                .compose(entry ->
                        writes.run(call, entry.member(), new Reverse(id, entry.decision(), false), noted(note, id)));
    }

    /** Reverses an entry whose operation had been done before, as far as the member still has what it gave. */
    public Future<Receipt> undoDuplicate(Entry entry) {
        EntryId id = entry.id();
        Call call = new Call(entry.programme(), "", "", null, false, false);
        OperationKey key = keys.derived(entry.programme(), entry.member().value(), "dup", id.text("txn"));
        Reverse reverse = new Reverse(id, entry.decision(), true);
        return writes.run(call, entry.member(), reverse, key, "", 0, noted(Map.of("reason", "duplicate"), id), false);
    }

    private static Map<String, String> noted(Map<String, String> note, EntryId id) {
        Map<String, String> noted = new LinkedHashMap<>(note);
        noted.put("reverses", id.text("txn"));
        return noted;
    }
}
