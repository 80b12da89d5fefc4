package io.walaa.usecase.reward;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.walaa.journal.Entry;
import io.walaa.member.MemberId;
import io.walaa.programme.command.DecideStock;
import io.walaa.usecase.Bell;
import io.walaa.usecase.MemberKey;
import io.walaa.usecase.Operations;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * How much is taken of what the house has, as this node knows it: read at most once a second, and heard from every
 * answer that the house gives here. What is sold out is so refused without a single write.
 */
public final class HouseStock {
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int KNOWN_MAX = 50_000;

    private static final int CALM_MILLIS = 250;

    private final Operations operations;
    private final Bell<MemberKey> bell;
    private final Map<MemberKey, Seen> known = new ConcurrentHashMap<>();
    private final Map<MemberKey, Future<Long>> reading = new ConcurrentHashMap<>();

    private record Seen(long taken, long seq, long readAtNanos) {}

    public HouseStock(Operations operations, Vertx vertx) {
        this.operations = operations;
        this.bell = new Bell<>(vertx, CALM_MILLIS);
    }

    /**
     * From now on this hears when the house has given or taken back, of each thing at most every {@value #CALM_MILLIS}
     * ms.
     */
    public void listen(Function<MemberKey, Future<Void>> listener) {
        bell.listen(listener);
    }

    /** How much is taken, at most a second old. */
    public Future<Long> taken(MemberKey house) {
        Seen seen = known.get(house);
        if (seen != null && System.nanoTime() - seen.readAtNanos < FRESH_NANOS) {
            return Future.succeededFuture(seen.taken);
        }
        Future<Long> read = reading.computeIfAbsent(
                house,
                key -> operations.read(key).map(state -> {
                    long taken = DecideStock.taken(state.facts());
                    keep(key, new Seen(taken, state.seq(), System.nanoTime()));
                    return taken;
                }));
        return read.onComplete(done -> reading.remove(house, read));
    }

    /** Learns from an entry of the house. */
    void heard(String programme, MemberId house, Entry entry) {
        entry.decision().effects().forEach(effect -> {
            if (effect.values().get("taken") instanceof Number taken) {
                MemberKey key = new MemberKey(programme, house);
                Seen seen = known.get(key);
                if (seen != null && seen.seq < entry.seq()) {
                    keep(key, new Seen(taken.longValue(), entry.seq(), seen.readAtNanos));
                }
                if (!entry.decision().type().equals(DecideStock.NO)) {
                    bell.ring(key);
                }
            }
        });
    }

    private void keep(MemberKey key, Seen seen) {
        if (known.size() >= KNOWN_MAX) {
            known.clear();
        }
        known.merge(key, seen, (before, now) -> now.seq >= before.seq ? now : before);
    }
}
