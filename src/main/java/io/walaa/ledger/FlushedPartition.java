package io.walaa.ledger;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;

/** What the flusher knows of one partition that it holds the lease of. Lives on the flusher's context. */
final class FlushedPartition {
    private static final int NOTE_ENTRIES = 256;
    private static final int NOTE_MILLIS = 1_000;

    private record Mark(long millis, long seq) {}

    private final int partition;
    private final ArrayDeque<Mark> tail = new ArrayDeque<>();

    private long lastSeq;
    private String lastCommit;
    private Buffer chain;
    private long flushedGeneration;
    private long readGeneration;
    private boolean paused;
    private boolean unsure;
    private boolean adopted;

    private long journalSeq;
    private long coveredMillis;
    private long oldestMillis;

    private long notedSeq;
    private long notedMillis;
    private boolean noting;
    private long unnotedBytes;

    FlushedPartition(PartitionRow row, long nowMillis) {
        partition = row.partition();
        lastCommit = "";
        chain = Buffer.buffer();
        adopt(row);
        journalSeq = lastSeq;
        notedSeq = lastSeq;
        coveredMillis = nowMillis;
        adopted = false;
        tail.add(new Mark(nowMillis, lastSeq));
    }

    /** Takes over what Postgres has: after a claim, and when it is not sure what became of a flush. */
    void adopt(PartitionRow row) {
        lastSeq = row.lastSeq();
        lastCommit = row.lastCommit();
        chain = row.chain();
        unsure = false;
        adopted = true;
        flushedGeneration = -1;
    }

    int partition() {
        return partition;
    }

    long lastSeq() {
        return lastSeq;
    }

    String lastCommit() {
        return lastCommit;
    }

    Buffer chain() {
        return chain;
    }

    /** Whether nothing is flushed for now, because it is being validated. */
    boolean paused() {
        return paused;
    }

    void pause(boolean pause) {
        paused = pause;
        unsure = true;
    }

    /** Whether Postgres must be asked how far it is. */
    boolean unsure() {
        return unsure;
    }

    void doubt() {
        unsure = true;
    }

    void flushed(PartitionRun run, long nowMillis) {
        lastSeq = run.last().seq();
        flushedGeneration = run.generation();
        lastCommit = run.last().stored().commitId();
        chain = run.last().seal().chain();
        oldestMillis = run.complete() ? run.redisMillis() : run.last().postedAt();
        coveredMillis = run.complete() ? nowMillis : run.last().postedAt();
        for (FlushEntry entry : run.entries()) {
            unnotedBytes += entry.bytes();
        }
    }

    /** The journal was seen to end here. */
    void sawJournal(long seq) {
        journalSeq = seq;
    }

    /** The journal was seen to end at {@link #lastSeq} at this instant of Redis. */
    void sawEnd(long redisMillis) {
        oldestMillis = redisMillis;
    }

    /**
     * The journal was told that Postgres has it up to here. Whoever flushed last may have died before it told more:
     * then the journal would take its oldest entry for unflushed for ever. Gives how many of these entries Postgres
     * turned out not to have when it was asked before this: it was put back to an earlier moment.
     */
    long sawNote(long seq) {
        notedSeq = Math.min(notedSeq, seq);
        long missing = adopted ? Math.max(0, seq - lastSeq) : 0;
        adopted = false;
        return missing;
    }

    /** The journal was read under this generation. */
    void sawGeneration(long generation) {
        readGeneration = generation;
    }

    /**
     * Whether {@link #lastSeq} was flushed by this node under the generation of the last read: only then does the
     * number say anything to replies that wait in that generation.
     */
    boolean flushedAsRead() {
        return flushedGeneration == readGeneration;
    }

    /** Nothing was left at this instant. */
    void drained(long nowMillis) {
        coveredMillis = nowMillis;
    }

    /** Entries known to wait. */
    long backlog() {
        return Math.max(0, journalSeq - lastSeq);
    }

    /** How old the oldest entry that waits may be; 0 if none is known to wait. */
    long lagMillis(long nowMillis) {
        return backlog() == 0 ? 0 : Math.max(0, nowMillis - coveredMillis);
    }

    /** Whether the journal should be told how far Postgres has it. */
    boolean noteDue(boolean drained, long nowMillis) {
        long unnoted = lastSeq - notedSeq;
        boolean due = drained || unnoted >= NOTE_ENTRIES || nowMillis - notedMillis >= NOTE_MILLIS;
        return unnoted > 0 && due && !noting;
    }

    /** Whether a note is on its way. */
    void noting(boolean underWay) {
        noting = underWay;
    }

    long unnotedBytes() {
        return unnotedBytes;
    }

    long oldestMillis() {
        return oldestMillis;
    }

    /** The first entry that the journal keeps: what was flushed within the tail's time stays. */
    long keepFrom(long nowMillis, int tailMillis) {
        while (tail.size() > 1 && second().millis() <= nowMillis - tailMillis) {
            tail.removeFirst();
        }
        Mark oldest = tail.getFirst();
        return oldest.millis() <= nowMillis - tailMillis ? oldest.seq() + 1 : 0;
    }

    private Mark second() {
        var marks = tail.iterator();
        marks.next();
        return marks.next();
    }

    void noted(long seq, long bytes, long nowMillis) {
        notedSeq = seq;
        notedMillis = nowMillis;
        unnotedBytes -= bytes;
        tail.add(new Mark(nowMillis, seq));
    }
}
