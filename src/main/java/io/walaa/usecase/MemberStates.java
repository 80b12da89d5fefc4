package io.walaa.usecase;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.walaa.decision.Refusal;
import io.walaa.journal.Generations;
import io.walaa.journal.Journal;
import io.walaa.journal.StateSource;
import io.walaa.member.MemberFields;
import io.walaa.member.MemberState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Members' states as this event loop knows them: its bounded cache, else Redis, else Postgres. A cached state belongs
 * to a generation and dies with it; that it may be behind Redis is harmless, the commit script tells.
 */
public final class MemberStates {
    private static final long RETRY_MILLIS = 1_000;
    private static final String EVICTED_PAGES = "pages";

    private final Cache<MemberKey, Known> cache;
    private final Journal journal;
    private final Generations generations;
    private final StateSource cold;

    /** A state and the generation it was read in. */
    public record Known(MemberState state, long generation) {}

    /** @param membersMax how many states to keep */
    public MemberStates(Journal journal, Generations generations, StateSource cold, long membersMax) {
        this.journal = journal;
        this.generations = generations;
        this.cold = cold;
        this.cache = Caffeine.newBuilder()
                .maximumSize(membersMax)
                .executor(Runnable::run)
                .build();
    }

    /** The state from the cache; null if it has none of this generation. */
    public @Nullable Known cached(MemberKey key, int partition) {
        Known known = cache.getIfPresent(key);
        return known == null || known.generation() != generations.of(partition) ? null : known;
    }

    public void keep(MemberKey key, MemberState state, long generation) {
        cache.put(key, new Known(state, generation));
    }

    public void forget(MemberKey key) {
        cache.invalidate(key);
    }

    /**
     * The state as Redis has it now; a cold member is brought back first.
     *
     * @return the state and its generation; fails with a refusal if there is no such member
     */
    public Future<Known> read(MemberKey key, int partition) {
        long generation = generations.of(partition);
        return journal.read(partition, key.programme(), key.member(), List.of()).compose(read -> {
            Map<String, String> fields = read.fields();
            if (fields == null) {
                return hydrate(key, partition).compose(done -> read(key, partition));
            }
            Known known = new Known(MemberFields.read(key.member(), fields), generation);
            cache.put(key, known);
            return Future.succeededFuture(known);
        });
    }

    /** Takes the state from the fields that a conflict answered. */
    public Known take(MemberKey key, Map<String, String> fields, long generation) {
        Known known = new Known(MemberFields.read(key.member(), fields), generation);
        cache.put(key, known);
        return known;
    }

    private Future<Boolean> hydrate(MemberKey key, int partition) {
        return cold.member(partition, key.programme(), key.member())
                .recover(MemberStates::withoutPostgres)
                .compose(member -> member == null
                        ? Future.failedFuture(Refusal.notFound("member-not-found"))
                        : journal.hydrate(partition, key.programme(), key.member(), member))
                .compose(done -> done ? Future.succeededFuture(true) : hydrate(key, partition));
    }

    /** A page of a member: from Redis, else, only after Redis said it is not there, from Postgres. */
    public Future<@Nullable String> page(MemberKey key, int partition, String name) {
        return journal.read(partition, key.programme(), key.member(), List.of(name))
                .compose(read -> {
                    if (read.fields() == null) {
                        return hydrate(key, partition).compose(done -> page(key, partition, name));
                    }
                    String page = read.pages().get(0);
                    // without the mark no page of the member was ever evicted: then Redis has them all
                    return page == null && read.fields().containsKey(EVICTED_PAGES)
                            ? cold.page(key.programme(), key.member(), name).recover(MemberStates::withoutPostgres)
                            : Future.succeededFuture(page);
                });
    }

    /** A cold member cannot be served while Postgres is away; whoever asks may try again. */
    private static <T> Future<T> withoutPostgres(Throwable failure) {
        return Future.failedFuture(
                failure instanceof Refusal ? failure : Refusal.unavailable("postgres-unavailable", RETRY_MILLIS));
    }
}
