package io.walaa.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import io.walaa.journal.Entry;
import io.walaa.journal.EntryBody;
import io.walaa.journal.JournalEntry;
import io.walaa.journal.Position;
import io.walaa.member.MemberId;
import io.walaa.points.Account;
import io.walaa.points.Balance;
import io.walaa.points.Posting;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A member's entries as the ledger has them, newest first: one row per entry and unit that it touched. */
public final class Statement {
    private static final String ENTRIES = """
            SELECT partition, seq, member_seq, commit_id, body, note FROM entry
            WHERE member = $2 AND programme = $1 AND member_seq <= $3 ORDER BY member_seq DESC LIMIT $4
            """;
    private static final String FLUSHED = "SELECT seq FROM member_state WHERE member = $2 AND programme = $1";

    private final SqlClient client;
    private final AwaitFlush waiting;

    public Statement(SqlClient client, AwaitFlush waiting) {
        this.client = client;
        this.waiting = waiting;
    }

    /**
     * Some rows.
     *
     * @param next where to go on; null at the end
     * @param flushedSeq the member's last sequence that the ledger has
     */
    public record Page(List<StatementRow> rows, @Nullable String next, long flushedSeq) {}

    /**
     * What a statement should show: the member's last entry as the hot state knows it.
     *
     * @param at its position
     * @param generation under which the state was read
     */
    public record Committed(Position at, long generation) {}

    /**
     * Reads rows, after waiting up to 100 ms for what was committed before.
     *
     * @param limit most rows, at least 1
     * @param cursor of the page before; null for the newest
     * @param committed what to wait for; null to wait for nothing
     * @return fails with {@link IllegalArgumentException} if the cursor is none
     */
    public Future<Page> read(
            String programme, MemberId member, int limit, @Nullable String cursor, @Nullable Committed committed) {
        StatementCursor from;
        try {
            from = cursor == null ? StatementCursor.NEWEST : StatementCursor.parse(cursor);
        } catch (IllegalArgumentException none) {
            return Future.failedFuture(none);
        }
        Future<Void> waited =
                committed == null ? Future.succeededFuture() : waiting.position(committed.at, committed.generation);
        return waited.compose(over -> flushedSeq(programme, member)).compose(flushedSeq -> {
            List<StatementRow> rows = new ArrayList<>(limit + 1);
            return fill(programme, member, limit, from, rows).map(more -> page(rows, limit, flushedSeq));
        });
    }

    private Future<Long> flushedSeq(String programme, MemberId member) {
        return client.preparedQuery(FLUSHED)
                .execute(Tuple.of(programme, member.value()))
                .map(rows -> rows.size() == 0 ? 0L : rows.iterator().next().getLong(0));
    }

    /** Entries that touched no points give no row, so it may take several reads. */
    private Future<Void> fill(
            String programme, MemberId member, int limit, StatementCursor from, List<StatementRow> rows) {
        int wanted = limit + 1 - rows.size();
        return client.preparedQuery(ENTRIES)
                .execute(Tuple.of(programme, member.value(), from.seq(), wanted))
                .compose(found -> {
                    long last = from.seq();
                    for (Row row : found) {
                        last = row.getLong("member_seq");
                        List<StatementRow> ofEntry = rows(row);
                        int shown = last == from.seq() ? Math.min(from.shown(), ofEntry.size()) : 0;
                        rows.addAll(ofEntry.subList(shown, ofEntry.size()));
                    }
                    if (found.size() < wanted || rows.size() > limit || last == 1) {
                        return Future.succeededFuture();
                    }
                    return fill(programme, member, limit, new StatementCursor(last - 1, 0), rows);
                });
    }

    private static Page page(List<StatementRow> rows, int limit, long flushedSeq) {
        if (rows.size() <= limit) {
            return new Page(List.copyOf(rows), null, flushedSeq);
        }
        long nextSeq = rows.get(limit).seq();
        int shown = 0;
        for (int i = limit - 1; i >= 0 && rows.get(i).seq() == nextSeq; i--) {
            shown++;
        }
        return new Page(List.copyOf(rows.subList(0, limit)), new StatementCursor(nextSeq, shown).text(), flushedSeq);
    }

    private static List<StatementRow> rows(Row row) {
        String note = row.getString("note");
        Entry entry = EntryBody.read(new JournalEntry(
                new Position(row.getInteger("partition"), row.getLong("seq")),
                row.getString("commit_id"),
                "",
                row.getString("body"),
                note == null ? "" : note));
        TreeSet<String> units = new TreeSet<>();
        entry.decision().postings().forEach(posting -> units.add(posting.unit()));
        List<StatementRow> rows = new ArrayList<>(1);
        for (String unit : units) {
            List<Posting> lines = entry.decision().postings().stream()
                    .filter(posting -> posting.unit().equals(unit))
                    .toList();
            rows.add(new StatementRow(
                    entry.id().text("txn"),
                    java.time.Instant.ofEpochMilli(entry.postedAt()),
                    entry.decision().type(),
                    entry.event().isEmpty() ? null : entry.event(),
                    unit,
                    change(lines, Account.AVAILABLE),
                    entry.decision().balances().getOrDefault(unit, Balance.ZERO).available(),
                    change(lines, Account.PENDING),
                    change(lines, Account.HELD),
                    -change(lines, Account.DEBT),
                    entry.seq(),
                    entry.note().get("reference"),
                    entry.note().get("reason")));
        }
        return rows;
    }

    private static long change(List<Posting> lines, String account) {
        long change = 0;
        for (Posting line : lines) {
            change += line.credit().equals(account) ? line.amount() : 0;
            change -= line.debit().equals(account) ? line.amount() : 0;
        }
        return change;
    }
}
