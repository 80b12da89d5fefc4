package io.walaa.ledger;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.walaa.bench.Arguments;
import io.walaa.bench.Members;
import io.walaa.journal.JournalEntry;
import io.walaa.journal.Position;
import io.walaa.store.postgres.Migrations;
import io.walaa.store.postgres.PostgresAddress;
import io.walaa.store.postgres.PostgresPool;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;

/**
 * The flusher's own transaction with nothing around it: how fast entries get into the ledger's tables. First every
 * member gets a row; then, after a line {@code go} on standard input, entries of members drawn at random are written.
 *
 * <p>Arguments: {@code postgres=} (an empty database), {@code members=}, {@code entries=}, {@code batch=}. Prints
 * {@code ready} and then {@code rate=}.
 */
public final class UnnestLimit {
    private final Random random = new Random(3);
    private final FlushTransaction transaction = new FlushTransaction(new OperationTable(86_400_000));
    private final FlushEntryReader reader = new FlushEntryReader(new Chain());
    private final PgConnection connection;
    private final int[] seqs;
    private long partitionSeq;
    private Buffer chain = Buffer.buffer(new byte[32]);

    private UnnestLimit(PgConnection connection, int members) {
        this.connection = connection;
        this.seqs = new int[members];
    }

    public static void main(String[] words) throws Exception {
        Arguments arguments = Arguments.of(words);
        Vertx vertx = Vertx.vertx();
        PostgresAddress address = new PostgresAddress(URI.create(arguments.text("postgres")));
        Migrations.run(vertx, address).await();
        Pool pool = PostgresPool.create(vertx, "limit", address.options(), 4);
        new LedgerMonths(pool).ensure(Instant.now()).await();
        PartitionStateTable.create(pool, 1).await();
        int members = arguments.number("members");
        int entries = arguments.number("entries");
        int batch = arguments.number("batch");
        UnnestLimit limit = new UnnestLimit(PgConnection.connect(vertx, address.options()).await(), members);
        for (int first = 0; first < members; first += batch) {
            int from = first;
            limit.write(Math.min(batch, members - first), i -> from + i);
        }
        System.out.println("ready");
        System.in.read();
        long start = System.nanoTime();
        for (int done = 0; done < entries; done += batch) {
            limit.write(batch, i -> limit.random.nextInt(members));
        }
        System.out.printf("rate=%.1f%n", entries / ((System.nanoTime() - start) / 1e9));
        System.exit(0);
    }

    private void write(int count, IntUnaryOperator member) {
        List<FlushEntry> entries = new ArrayList<>(count);
        long before = partitionSeq;
        for (int i = 0; i < count; i++) {
            FlushEntry entry = reader.read(entry(member.applyAsInt(i)), chain);
            chain = entry.seal().chain();
            entries.add(entry);
        }
        PartitionRun run = new PartitionRun(0, 0, before, entries, partitionSeq, true, 0);
        transaction.write(connection, FlushBatch.of(List.of(run))).await();
    }

    private JournalEntry entry(int member) {
        int seq = ++seqs[member];
        long now = System.currentTimeMillis();
        byte[] id = ByteBuffer.allocate(16)
                .putLong(random.nextLong())
                .putLong(++partitionSeq)
                .array();
        String operation = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
        String body = "{\"p\":\"nakheel\",\"m\":\"" + Members.id(member) + "\",\"s\":" + seq + ",\"t\":\"earn\",\"o\":\""
                + operation + "\",\"h\":\"" + operation + "\",\"k\":\"k\",\"a\":" + now
                + ",\"n\":1,\"f\":{\"l.points.tltj8g\":\"" + 35L * seq + "\",\"t\":\"" + now
                + "\"},\"x\":[[\"issued\",\"available\",\"points\",35,1890000000]],\"b\":{\"points\":["
                + 35L * seq + ",0,0,0]},\"e\":[{\"type\":\"points.earned\",\"unit\":\"points\",\"amount\":35}],"
                + "\"d\":1890000000}";
        return new JournalEntry(new Position(0, partitionSeq), "%016x".formatted(partitionSeq), "", body, "");
    }
}
