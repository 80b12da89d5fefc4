package io.walaa.backtest;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.walaa.journal.Entry;
import io.walaa.journal.EntryBody;
import io.walaa.journal.JournalEntry;
import io.walaa.journal.Position;
import io.walaa.member.MemberId;
import io.walaa.programme.ActiveProgramme;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One back-test under way: the member it is at, and the report. Used by one worker at a time. */
final class Run {
    private final ActiveProgramme draft;
    private final Instant from;
    private final Instant until;
    private final Comparison report = new Comparison();
    private @Nullable MemberReplay member;
    private long entries;

    /**
     * @param from the first instant of the stretch
     * @param until the first instant behind it
     */
    Run(ActiveProgramme draft, Instant from, Instant until) {
        this.draft = draft;
        this.from = from;
        this.until = until;
    }

    /** Takes the next entries; how many it has taken in all. */
    long take(RowSet<Row> rows) {
        for (Row row : rows) {
            MemberReplay current = member;
            MemberId id = new MemberId(row.getString("member"));
            if (current == null || !current.member().equals(id)) {
                end();
                current = new MemberReplay(id, row.getString("initial"), draft.programme(), from, report);
                member = current;
            }
            current.entry(entry(row), row.getString("note"));
            entries++;
        }
        return entries;
    }

    private static Entry entry(Row row) {
        return EntryBody.read(new JournalEntry(
                new Position(row.getInteger("partition"), row.getLong("seq")),
                row.getString("commit_id"),
                "",
                row.getString("body"),
                ""));
    }

    private void end() {
        if (member != null) {
            member.end(until);
        }
    }

    /** The report, when there are no more entries. */
    JsonObject result() {
        end();
        return report.json()
                .put("budgets", report.budgets(draft.programme().earning().budgets()))
                .put("from", from.toString())
                .put("until", until.toString())
                .put("entries", entries)
                .put("programmeVersion", draft.version());
    }
}
