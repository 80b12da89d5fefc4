package io.walaa.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.walaa.journal.JournalEntry;
import io.walaa.journal.Position;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows one partition's entries in sequence: the chain over what the rows say, the notes against their digests, and
 * each column against the body, which the chain covers.
 */
final class VerifyEntries {
    static final String READ = """
            SELECT e.seq, e.posted_at, e.occurred_at, e.version, e.programme, e.member, e.member_seq, e.commit_id,
                   e.type, e.event, e.chain, e.note, e.note_salt, e.note_digest, e.body,
                   (SELECT string_agg(concat_ws(' ', t.line, t.debit, t.credit, t.unit, t.amount,
                                                coalesce(extract(epoch FROM t.expires)::bigint::text, '-')),
                                      E'\\n' ORDER BY t.line)
                    FROM transfer t WHERE t.partition = e.partition AND t.seq = e.seq AND t.posted_at = e.posted_at
                      AND t.programme = e.programme AND t.member = e.member) AS lines
            FROM entry e WHERE e.partition = $1 ORDER BY e.seq
            """;

    private final int partition;
    private final Consumer<Finding> findings;
    private final Chain chain = new Chain();
    private final FlushEntryReader reader = new FlushEntryReader(new Chain());

    private Buffer before = Buffer.buffer(new byte[32]);
    private String lastCommit = "";
    private long lastSeq;
    private long lines;

    VerifyEntries(int partition, Consumer<Finding> findings) {
        this.partition = partition;
        this.findings = findings;
    }

    int partition() {
        return partition;
    }

    long entries() {
        return lastSeq;
    }

    /** Lines of double entry that belong to the entries seen. */
    long lines() {
        return lines;
    }

    void entry(Row row) {
        long seq = row.getLong("seq");
        String programme = row.getString("programme");
        if (seq != lastSeq + 1) {
            find("gap", seq, programme, "entry " + seq + " follows on " + lastSeq);
        }
        String stored = Objects.requireNonNullElse(row.getString("lines"), "");
        lines += stored.isEmpty() ? 0 : stored.lines().count();
        String body = row.getString("body");
        Buffer digest = row.getBuffer("note_digest");
        Buffer linked = chain.link(before, seq, row.getString("commit_id"), stored, body.getBytes(UTF_8), digest);
        before = row.getBuffer("chain");
        lastSeq = seq;
        lastCommit = row.getString("commit_id");
        if (!linked.equals(before)) {
            find("chain", seq, programme, "the chain does not cover what the entry says");
        }
        note(row, seq, programme, digest);
        columns(row, seq, programme, body, stored);
    }

    /** The end of the chain must be what the partition's own row says. */
    void end(PartitionRow state) {
        if (state.lastSeq() != lastSeq
                || !state.lastCommit().equals(lastCommit)
                || !state.chain().equals(before)) {
            find("end", lastSeq, "", "the last entry is not the one that the partition ends with");
        }
    }

    private void note(Row row, long seq, String programme, @Nullable Buffer digest) {
        String note = row.getString("note");
        Buffer salt = row.getBuffer("note_salt");
        boolean erased = note == null && salt == null;
        boolean kept =
                note != null && salt != null && chain.noteDigest(salt, note).equals(digest);
        if (!erased && !kept) {
            find("note", seq, programme, "the note is not the one that was sealed");
        }
    }

    private void columns(Row row, long seq, String programme, String body, String stored) {
        FlushEntry entry;
        try {
            JournalEntry journal =
                    new JournalEntry(new Position(partition, seq), row.getString("commit_id"), "", body, "");
            entry = reader.read(journal, before);
        } catch (IllegalArgumentException unreadable) {
            find("column:body", seq, programme, "the body cannot be read");
            return;
        }
        OffsetDateTime occurred = row.getOffsetDateTime("occurred_at");
        same(seq, "programme", programme, entry.programme());
        same(seq, "member", row.getString("member"), entry.member());
        same(seq, "member_seq", row.getLong("member_seq"), entry.memberSeq());
        same(seq, "type", row.getString("type"), entry.type());
        same(seq, "event", Objects.requireNonNullElse(row.getString("event"), ""), entry.event());
        same(seq, "posted_at", millis(row.getOffsetDateTime("posted_at")), entry.postedAt());
        same(seq, "occurred_at", occurred == null ? entry.postedAt() : millis(occurred), entry.occurredAt());
        same(seq, "version", row.getInteger("version"), entry.version());
        if (!stored.equals(Chain.lines(entry.postings()))) {
            find("lines", seq, programme, "the lines of double entry are not those of the decision");
        }
    }

    private void same(long seq, String column, Object stored, Object decided) {
        if (!stored.equals(decided)) {
            find("column:" + column, seq, "", column + " is not what was committed");
        }
    }

    private static long millis(OffsetDateTime at) {
        return at.toInstant().toEpochMilli();
    }

    private void find(String what, long seq, String programme, String detail) {
        findings.accept(new Finding(what, partition, seq, programme, detail));
    }
}
