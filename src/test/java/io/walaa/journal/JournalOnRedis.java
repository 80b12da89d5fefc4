package io.walaa.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.walaa.decision.Decision;
import io.walaa.decision.Page;
import io.walaa.member.MemberId;
import io.walaa.points.Lot;
import io.walaa.store.embedded.EmbeddedRedis;
import io.walaa.store.embedded.Programs;
import io.walaa.store.redis.RedisLink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A real Redis with one validated partition and one member of it, and ways to commit there. */
abstract class JournalOnRedis {
    static final String PROGRAMME = "p";
    static final int COUNT = 4;
    static final long LATER = 60_000;

    @TempDir
    static Path folder;

    static EmbeddedRedis server;
    static Vertx vertx;
    static Redis redis;
    static RedisLink link;
    static final Partitions PARTITIONS = new Partitions(COUNT);
    static final Generations GENERATIONS = new Generations(COUNT);
    static Journal journal;
    final CommitIds ids = new CommitIds();
    MemberId member;
    int partition;

    @BeforeAll
    static void start() {
        server = EmbeddedRedis.start(folder, new Programs(folder.resolve("bin")), "secret", 64);
        vertx = Vertx.vertx();
        redis = Redis.createClient(vertx, server.url().toString());
        Context context = vertx.getOrCreateContext();
        link = new RedisLink(vertx, context, server.url().toString(), (connection, greeting) -> {
            long[] generation = new long[COUNT];
            java.util.Arrays.fill(generation, 5);
            BitSet all = new BitSet();
            all.set(0, COUNT);
            GENERATIONS.adopt(greeting.fenceId(), all, generation, new long[COUNT]);
            Future<Response> loaded = Future.succeededFuture();
            for (String text : GENERATIONS.scriptTexts(greeting.fenceId())) {
                loaded = loaded.compose(before ->
                        connection.send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(text)));
            }
            return loaded.mapEmpty();
        });
        link.open().await();
        journal = new Journal(
                link, PARTITIONS, GENERATIONS, new BacklogCaps(20, 1 << 20, 60_000), new RecordLife(60_000, 60_000));
    }

    @AfterAll
    static void stop() {
        link.close().await();
        vertx.close().await();
        server.close();
    }

    @BeforeEach
    void an_empty_validated_partition() {
        redis.send(Request.cmd(Command.FLUSHDB)).await();
        member = MemberId.create(System.currentTimeMillis(), RandomGenerator.getDefault());
        partition = PARTITIONS.of(PROGRAMME, member);
        set(
                PARTITIONS.meta(partition),
                "run",
                GENERATIONS.fenceId(partition),
                "gen",
                "5",
                "seq",
                "0",
                "last",
                "",
                "flushed",
                "0");
        set(PARTITIONS.meta(partition), "evicted", "0", "since", "0", "loaded", "0", "bytes", "0", "oldest", "0");
        assertThat(await(() -> journal.hydrate(
                        partition, PROGRAMME, member, new StateSource.ColdMember(0, 0, Map.of(), false))))
                .isTrue();
    }

    CommitReply commit(long baseSeq, Entry... entries) {
        return await(() -> journal.commit(commitOf(baseSeq, entries), link.redisMillis() + LATER));
    }

    Commit commitOf(long baseSeq, Entry... entries) {
        return new Commit(partition, PROGRAMME, entries[0].member(), 5, baseSeq, List.of(entries), false, false, false);
    }

    Entry entry(long seq, String operation) {
        return entry(seq, operation, Map.of("t", "1"), List.of(), Map.of());
    }

    Entry entry(long seq, String operation, Map<String, String> fields, List<Page> pages, Map<String, String> codes) {
        return new Entry(
                PROGRAMME,
                member,
                seq,
                ids.next(),
                new OperationKey(operation, "body", OperationKey.Kind.KEY),
                "",
                1,
                1,
                0,
                new Decision("made-up", fields, List.of(), Map.of(), List.of(), pages, codes, Lot.NEVER),
                Map.of());
    }

    static void set(String key, String... fields) {
        Request request = Request.cmd(Command.HSET).arg(key);
        for (String field : new ArrayList<>(List.of(fields))) {
            request.arg(field);
        }
        redis.send(request).await();
    }

    static <T> T await(java.util.function.Supplier<Future<T>> call) {
        return Future.<T>future(
                        promise -> link.context().runOnContext(now -> call.get().onComplete(promise)))
                .await();
    }
}
