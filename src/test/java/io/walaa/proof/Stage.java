package io.walaa.proof;

import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** What a script can do: break and mend things, and say which node the clients use. */
public final class Stage {
    private static final int CALLS_MILLIS_MAX = 4_000;
    private static final int QUIET_MILLIS_MAX = 1_500;
    private static final int DONE_MILLIS_MAX = 10_000;

    final Site site;
    final Random random;
    private final Clients clients;
    private final Supervisor supervisor;
    private final List<String> members;
    private final Workload atDisk;
    private final Workload atLedger;

    Stage(Site site, Clients clients, List<String> members, Supervisor supervisor, long seed) {
        this.site = site;
        this.clients = clients;
        this.members = members;
        this.supervisor = supervisor;
        this.random = new Random(seed);
        this.atDisk = new Workload(seed, seed + "-disk", members, false, 0);
        this.atLedger = new Workload(seed, seed + "-ledger", members, false, 100);
    }

    /** So many members, by the seed. */
    List<String> some(int count) {
        List<String> some = new ArrayList<>(members);
        Collections.shuffle(some, random);
        return some.subList(0, count);
    }

    /** Gives points to each of these members; complete once everybody was answered. */
    Future<List<List<Outcome>>> give(int node, List<String> to, boolean ledger) {
        return Future.all(to.stream()
                        .map(member -> clients.call(node, List.of((ledger ? atLedger : atDisk).earn(member))))
                        .toList())
                .map(CompositeFuture::list);
    }

    /** Gives points to each of these members, and sends again what was not done, for some seconds. */
    void giveSurely(int node, List<String> to, boolean ledger) {
        List<Operation> open = new ArrayList<>();
        to.forEach(member -> open.add((ledger ? atLedger : atDisk).earn(member)));
        Waiting.until(
                () -> {
                    List<Operation> tried = List.copyOf(open);
                    List<Future<List<Outcome>>> answers = tried.stream()
                            .map(operation -> clients.call(node, List.of(operation)))
                            .toList();
                    Future.all(answers).await();
                    for (int i = 0; i < tried.size(); i++) {
                        if (answers.get(i).result().get(0).result() == Outcome.Result.OK) {
                            open.remove(tried.get(i));
                        }
                    }
                    return open.isEmpty();
                },
                DONE_MILLIS_MAX);
    }

    /** Waits until Redis has the idempotency records of all that was rebuilt. */
    void awaitRecords() {
        look(memory -> Waiting.until(memory::hasAllRecords, DONE_MILLIS_MAX));
    }

    /** Waits until Postgres has what Redis has by now, but no longer than {@code millisMax}. */
    void awaitFlushed(int millisMax) {
        look(memory -> {
            Map<Integer, Long> ends = memory.ends();
            Waiting.until(() -> memory.flushed(ends), millisMax);
        });
    }

    private void look(Consumer<Memory> then) {
        Redis redis = site.stores.redis();
        Pool pool = site.stores.pool();
        then.accept(new Memory(redis, pool));
        redis.close();
        pool.close();
    }

    /** Has the clients begin nothing until {@link #goOn}, and waits until nothing is under way. */
    void rest() {
        clients.pause(true);
        Waiting.until(() -> clients.underWay() == 0, QUIET_MILLIS_MAX);
    }

    void goOn() {
        clients.pause(false);
    }

    /** Lets the clients work for about so long. */
    void wait(int millis) {
        Waiting.pass(millis + random.nextInt(1 + millis / 4));
    }

    /** Lets the clients work until so many calls more were answered, but no longer than a few seconds. */
    void calls(int count) {
        calls(count, CALLS_MILLIS_MAX);
    }

    /** Lets the clients work until so many calls more were answered, but no longer than {@code millisMax}. */
    void calls(int count, int millisMax) {
        int enough = clients.answered() + count;
        Waiting.until(() -> clients.answered() >= enough, millisMax);
    }

    /** Does something while no call is under way, so that nobody waits for what it breaks. */
    void quietly(Runnable act) {
        rest();
        act.run();
        goOn();
    }

    /** Has the clients use one node only; -1 for any. */
    void only(int node) {
        clients.only(node);
    }

    /** Breaks something and notes it. */
    void breaks(String name, boolean loses, Runnable act) {
        supervisor.inflict(new Fault(name, loses, any -> true, (where, dice) -> {
            act.run();
            return Fault.Mend.none();
        }));
    }

    void breaks(Fault fault) {
        supervisor.inflict(fault);
    }
}
