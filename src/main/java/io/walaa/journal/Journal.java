package io.walaa.journal;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.walaa.decision.Refusal;
import io.walaa.member.MemberId;
import io.walaa.store.redis.Redirect;
import io.walaa.store.redis.RedisLink;
import io.walaa.store.redis.RedisNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The journal of all partitions over the connections of one event loop. Each method is one script call; a
 * {@link Fenced} failure says that nothing was done because the partition must be validated or has a newer generation.
 */
public final class Journal implements JournalReader {
    private static final long RETRY_MILLIS = 1_000;

    private final RedisNodes redis;
    private final Partitions partitions;
    private final Generations generations;
    private final CommitScript commitScript;
    private final List<CommitGroups> groups;

    public Journal(
            RedisNodes redis, Partitions partitions, Generations generations, BacklogCaps caps, RecordLife life) {
        this.redis = redis;
        this.partitions = partitions;
        this.generations = generations;
        this.commitScript = new CommitScript(partitions, caps, life);
        this.groups = IntStream.range(0, partitions.count())
                .mapToObj(partition ->
                        new CommitGroups(this::commit, turn -> redis.context().runOnContext(over -> turn.run())))
                .toList();
    }

    /** A member as Redis has it; {@code fields} is null if it is cold. Pages come as stored, null if not there. */
    public record Read(@Nullable Map<String, String> fields, List<@Nullable String> pages) {}

    /**
     * Idempotency records in the order asked, null where there is none.
     *
     * @param complete whether a record that is not here was never written (within its life)
     */
    public record Records(boolean complete, List<@Nullable OperationRecord> records) {}

    /**
     * Writes operations of one member, all or none; on the connection's event loop. What is asked while another commit
     * of the partition is under way goes out together.
     *
     * @param latestMillis Redis's clock after which the call must not be done any more
     */
    public Future<CommitReply> commit(Commit commit, long latestMillis) {
        if (commit.generation() == 0) {
            return Future.failedFuture(new Fenced());
        }
        return groups.get(commit.partition()).add(new TimedCommit(commit, latestMillis));
    }

    private Future<Response> commit(List<TimedCommit> commits) {
        int partition = commits.get(0).commit().partition();
        String sha = generations.scripts(partition).sha(JournalScripts.Name.COMMIT);
        return redis.call(partitions.slot(partition), commitScript.request(sha, commits))
                .recover(Journal::noScript);
    }

    /** Reads a member and some of its pages. */
    public Future<Read> read(int partition, String programme, MemberId member, List<String> pageNames) {
        String[] keys = new String[2 + pageNames.size()];
        keys[0] = partitions.meta(partition);
        keys[1] = partitions.member(partition, programme, member);
        for (int i = 0; i < pageNames.size(); i++) {
            keys[2 + i] = partitions.page(partition, programme, member, pageNames.get(i));
        }
        return call(JournalScripts.Name.READ, partition, keys).map(reply -> {
            if (is(reply, "COLD")) {
                return new Read(null, List.of());
            }
            List<@Nullable String> pages = new ArrayList<>();
            for (Response page : reply.get(2)) {
                String text = page.toString();
                // its sequence and generation stand before the content
                pages.add(text.isEmpty() ? null : text.split(" ", 3)[2]);
            }
            return new Read(Replies.hash(reply.get(1)), pages);
        });
    }

    /**
     * Whose voucher code this is; null if Redis does not know it. Needs no fence: the voucher itself is read by one.
     */
    public Future<@Nullable String> owner(int partition, String programme, String codeHash) {
        return redis.send(
                        partitions.slot(partition),
                        Request.cmd(Command.GET).arg(partitions.code(partition, programme, codeHash)))
                .map(owner -> owner == null ? null : owner.toString());
    }

    /** Brings a cold member back; false if the snapshot was too old and has to be read again. */
    public Future<Boolean> hydrate(int partition, String programme, MemberId member, StateSource.ColdMember cold) {
        Request request = request(
                        JournalScripts.Name.HYDRATE,
                        partition,
                        partitions.meta(partition),
                        partitions.member(partition, programme, member))
                .arg(cold.partitionSeq())
                .arg(cold.at());
        if (cold.pages()) {
            request.arg("pages").arg("1");
        }
        if (!cold.fields().containsKey("seq")) {
            request.arg("seq").arg("0");
        }
        cold.fields().forEach((name, value) -> request.arg(name).arg(value));
        return send(partition, request).map(reply -> is(reply, "OK"));
    }

    /** A page by its key, and its member's key. */
    record PageKey(String page, String member) {}

    /** Forgets what of these keys of one partition is flushed; gives how many are gone. */
    Future<Integer> evict(int partition, List<String> members, List<PageKey> pages) {
        List<String> keys = new ArrayList<>(1 + members.size() + 2 * pages.size());
        keys.add(partitions.meta(partition));
        keys.addAll(members);
        for (PageKey page : pages) {
            keys.add(page.page());
            keys.add(page.member());
        }
        Request request = request(JournalScripts.Name.EVICT, partition, keys.toArray(String[]::new))
                .arg(members.size());
        return send(partition, request).map(reply -> reply.get(1).toInteger());
    }

    /** Reads up to {@code count} entries from {@code fromSeq}. */
    @Override
    public Future<Taken> take(int partition, long fromSeq, int count) {
        long generation = generations.of(partition);
        Request request = request(
                        JournalScripts.Name.TAKE, partition, partitions.meta(partition), partitions.journal(partition))
                .arg(fromSeq)
                .arg(count);
        return send(partition, request)
                .map(reply -> new Taken(
                        reply.get(1).toLong(),
                        reply.get(2).toLong(),
                        reply.get(3).toLong(),
                        generation,
                        Replies.entries(partition, reply.get(4))));
    }

    /** The entry at a position if the journal still has it. */
    public Future<@Nullable JournalEntry> entry(Position position) {
        return take(position.partition(), position.seq(), 1)
                .map(taken -> taken.entries().isEmpty()
                                || taken.entries().get(0).position().seq() != position.seq()
                        ? null
                        : taken.entries().get(0));
    }

    /**
     * Notes how far Postgres has the journal, after trimming it.
     *
     * @param flushedBytes bytes flushed since the last note
     * @param oldestMillis Redis's clock before which nothing that is left was written
     * @param keepFromSeq entries from here on stay
     * @return the partition's last sequence
     */
    @Override
    public Future<Long> flushed(
            int partition, long flushedSeq, long flushedBytes, long oldestMillis, long keepFromSeq) {
        Request request = request(
                        JournalScripts.Name.FLUSHED,
                        partition,
                        partitions.meta(partition),
                        partitions.journal(partition))
                .arg(flushedSeq)
                .arg(keepFromSeq)
                .arg(flushedBytes)
                .arg(oldestMillis);
        return send(partition, request).map(reply -> reply.get(1).toLong());
    }

    /** Tells all nodes how far the partition is flushed, for those who wait. */
    @Override
    public Future<Void> announce(int partition, long flushedSeq) {
        Request told = Request.cmd(Command.SPUBLISH)
                .arg(partitions.wake(partition))
                .arg("flushed " + generations.of(partition) + " " + flushedSeq);
        return redis.send(partitions.slot(partition), told).mapEmpty();
    }

    /** The idempotency records of operations of one member. */
    public Future<Records> records(int partition, String programme, MemberId member, List<String> operationIds) {
        String[] keys = new String[1 + operationIds.size()];
        keys[0] = partitions.meta(partition);
        for (int i = 0; i < operationIds.size(); i++) {
            keys[1 + i] = partitions.record(partition, programme, member, operationIds.get(i));
        }
        return call(JournalScripts.Name.RECORDS, partition, keys).map(reply -> {
            List<@Nullable OperationRecord> records = new ArrayList<>();
            for (int i = 2; i < reply.size(); i++) {
                String text = reply.get(i).toString();
                records.add(text.isEmpty() ? null : OperationRecord.of(text));
            }
            return new Records(reply.get(1).toLong() == 1, records);
        });
    }

    /**
     * Brings idempotency records back after a rebuild.
     *
     * @param keysAndValues full key, value and life in milliseconds of each
     * @param last whether these were the last ones
     */
    public Future<Void> load(int partition, List<LoadedRecord> keysAndValues, boolean last) {
        String[] keys = new String[1 + keysAndValues.size()];
        keys[0] = partitions.meta(partition);
        for (int i = 0; i < keysAndValues.size(); i++) {
            keys[1 + i] = keysAndValues.get(i).key();
        }
        Request request = request(JournalScripts.Name.LOAD, partition, keys).arg(last ? "1" : "0");
        keysAndValues.forEach(record -> request.arg(record.value()).arg(record.lifeMillis()));
        return send(partition, request).mapEmpty();
    }

    /** A record to bring back: its key, {@code <body> <generation> <sequence>}, and how long it still counts. */
    public record LoadedRecord(String key, String value, long lifeMillis) {}

    private Future<Response> call(JournalScripts.Name name, int partition, String... keys) {
        return send(partition, request(name, partition, keys));
    }

    private Request request(JournalScripts.Name name, int partition, String... keys) {
        Request request = RedisLink.call(generations.scripts(partition).sha(name), keys.length);
        for (String key : keys) {
            request.arg(key);
        }
        return request.arg(generations.of(partition));
    }

    /**
     * For scripts that change nothing, or the same thing when they are sent again: a broken one was as good as none.
     */
    private Future<Response> send(int partition, Request request) {
        return redis.call(partitions.slot(partition), request)
                .recover(Journal::noScript)
                .recover(failure -> Future.failedFuture(
                        failure instanceof Fenced || failure instanceof Refusal
                                ? failure
                                : Refusal.unavailable("redis-unavailable", RETRY_MILLIS)))
                .compose(reply ->
                        is(reply, "FENCED") ? Future.failedFuture(new Fenced()) : Future.succeededFuture(reply));
    }

    /** A Redis that does not know the script, or has the partition no more, was not validated for it. */
    static Future<Response> noScript(Throwable failure) {
        boolean unknown = failure instanceof Response error
                && (error.toString().startsWith("NOSCRIPT") || Redirect.of(failure) != null);
        return Future.failedFuture(unknown ? new Fenced() : failure);
    }

    private static boolean is(Response reply, String status) {
        return status.equals(reply.get(0).toString());
    }
}
