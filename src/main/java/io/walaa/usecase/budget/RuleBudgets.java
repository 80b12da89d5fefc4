package io.walaa.usecase.budget;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.walaa.decision.Refusal;
import io.walaa.programme.RecordedEvent;
import io.walaa.programme.command.Command;
import io.walaa.programme.command.DecideStock;
import io.walaa.programme.command.EventCommand;
import io.walaa.programme.command.ReturnSlice;
import io.walaa.programme.command.TakeSlice;
import io.walaa.programme.earning.Allowance;
import io.walaa.programme.earning.Budget;
import io.walaa.usecase.Call;
import io.walaa.usecase.MemberKey;
import io.walaa.usecase.MemberWrites;
import io.walaa.usecase.OperationKeys;
import io.walaa.usecase.Operations;
import io.walaa.usecase.Programmes;
import io.walaa.usecase.Receipt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets rules with a budget give no more than it, on any number of nodes. The budget is an account of the house; this
 * node takes slices of it, each an entry, and every decision sets aside from the slice what it may give before it is
 * made. So an event is still one commit, and whatever becomes of a node, its slice is the most that is not given away.
 */
public final class RuleBudgets {
    private static final Logger LOG = LoggerFactory.getLogger(RuleBudgets.class);
    private static final long LOOK_MILLIS = 5_000;
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);
    /** A decision needs another share at most once for each rule, unless the member changed meanwhile. */
    private static final int TRIES_MAX = 32;

    private static final String UNKNOWN = "outcome-unknown";

    private final Vertx vertx;
    private final MemberWrites writes;
    private final Operations operations;
    private final Programmes programmes;
    private final OperationKeys keys;
    private final String node;
    private final Map<MemberKey, Slice> slices = new ConcurrentHashMap<>();
    private final long timer;

    /** @param node names this one in the ledger */
    public RuleBudgets(
            Vertx vertx,
            MemberWrites writes,
            Operations operations,
            Programmes programmes,
            OperationKeys keys,
            String node) {
        this.vertx = vertx;
        this.writes = writes;
        this.operations = operations;
        this.programmes = programmes;
        this.keys = keys;
        this.node = node;
        this.timer = vertx.setPeriodic(LOOK_MILLIS, tick -> giveBack(IDLE_NANOS));
    }

    /**
     * Runs the recording of an event with what it may give of budgets.
     *
     * @param run decides and commits a command; called again when more has to be set aside
     */
    public Future<Receipt> record(Call call, RecordedEvent event, Function<Command, Future<Receipt>> run) {
        List<Budget> budgets = event.order() != null ? List.of() : budgets(call.programme(), event.type());
        if (budgets.isEmpty()) {
            return run.apply(EventCommand.of(event));
        }
        if (call.dryRun()) {
            return all(call.programme(), budgets).compose(all -> run.apply(EventCommand.of(event, all)));
        }
        return expected(call.programme(), budgets).compose(set -> attempt(call, event, run, set, 1));
    }

    private List<Budget> budgets(String programme, String event) {
        var active = programmes.active(programme);
        return active == null ? List.of() : active.programme().earning().budgets(event);
    }

    private Future<Receipt> attempt(
            Call call, RecordedEvent event, Function<Command, Future<Receipt>> run, Allowance set, int tried) {
        return run.apply(EventCommand.of(event, set))
                .onSuccess(receipt -> settle(call.programme(), set, receipt))
                .recover(failure -> {
                    if (!(failure instanceof Refusal refusal) || refusal.code().equals(UNKNOWN)) {
                        return Future.failedFuture(failure); // perhaps it was given: what was set aside stays so
                    }
                    if (!refusal.code().equals(Allowance.SHORT)) {
                        release(call.programme(), set);
                        return Future.failedFuture(failure);
                    }
                    if (tried == TRIES_MAX) {
                        release(call.programme(), set);
                        return Future.failedFuture(Refusal.conflict("member-busy", LOOK_MILLIS));
                    }
                    String rule = String.valueOf(refusal.values().get("rule"));
                    long points = number(refusal.values());
                    return more(call.programme(), set, rule, points)
                            .compose(more -> attempt(call, event, run, more, tried + 1));
                });
    }

    /** An allowance with enough for one rule. */
    private Future<Allowance> more(String programme, Allowance set, String rule, long points) {
        Slice slice = slice(programme, rule);
        slice.expect(points);
        Allowance.Share had = set.share(rule);
        slice.release(had == null ? 0 : had.points());
        Allowance without = set.with(rule, new Allowance.Share(0, "", false));
        return slice.lease(points)
                .map(share -> without.with(rule, share))
                .onFailure(failure -> release(programme, without));
    }

    private Future<Allowance> expected(String programme, List<Budget> budgets) {
        Future<Allowance> set = Future.succeededFuture(Allowance.NONE);
        for (Budget budget : budgets) {
            long points = slice(programme, budget.rule()).expected();
            if (points > 0) {
                set = set.compose(so -> more(programme, so, budget.rule(), points));
            }
        }
        return set;
    }

    /** Puts back what was not given; a replay gave when it was decided first. */
    private void settle(String programme, Allowance set, Receipt receipt) {
        release(
                programme,
                receipt.replayed() ? set : set.less(receipt.entry().decision().effects()));
    }

    private void release(String programme, Allowance set) {
        if (set.shares() != null) {
            set.shares().forEach((rule, share) -> slice(programme, rule).release(share.points()));
        }
    }

    /** All that is left of some budgets, set aside nowhere: what a dry run or a simulation may give. */
    public Future<Allowance> all(String programme, Collection<Budget> budgets) {
        Future<Allowance> all = Future.succeededFuture(Allowance.NONE);
        for (Budget budget : budgets) {
            all = all.compose(set -> left(programme, budget)
                    .map(left -> set.with(budget.rule(), new Allowance.Share(left.house + left.here, "", true))));
        }
        return all;
    }

    /**
     * What is left of a budget.
     *
     * @param house what no node has taken
     * @param here what this node has taken and not given
     */
    public record Left(Budget budget, long house, long here) {}

    /** What is left of every budget of a programme. */
    public Future<List<Left>> left(String programme) {
        List<Left> all = new ArrayList<>();
        Future<Void> read = Future.succeededFuture();
        for (Budget budget : programmes.require(programme).programme().earning().budgets()) {
            read = read.compose(before -> left(programme, budget).map(left -> {
                all.add(left);
                return null;
            }));
        }
        return read.map(done -> all);
    }

    private Future<Left> left(String programme, Budget budget) {
        MemberKey key = new MemberKey(programme, budget.house());
        return operations.read(key).map(state -> {
            Slice slice = slices.get(key);
            long house = Math.max(0, budget.points() - DecideStock.taken(state.facts()));
            return new Left(budget, house, slice == null ? 0 : slice.left());
        });
    }

    private Slice slice(String programme, String rule) {
        return slices.computeIfAbsent(
                new MemberKey(programme, Budget.house(rule)), house -> new Slice(points -> take(house, points)));
    }

    private Future<Slice.Taken> take(MemberKey house, long atLeast) {
        return run(house, new TakeSlice(node, atLeast), "slice")
                .map(receipt -> {
                    long points = receipt.entry().decision().effects().stream()
                            .mapToLong(effect -> number(effect.values()))
                            .sum();
                    return new Slice.Taken(points, receipt.entry().id().key());
                })
                .recover(failure ->
                        failure instanceof Refusal refusal && refusal.code().equals("budget-used-up")
                                ? Future.succeededFuture(new Slice.Taken(0, ""))
                                : Future.failedFuture(failure));
    }

    private static long number(Map<String, Object> values) {
        return values.get("points") instanceof Number points ? points.longValue() : 0;
    }

    private Future<Receipt> run(MemberKey house, Command command, String what) {
        Call call = new Call(house.programme(), "", "", null, false, false);
        var once = keys.derived(
                house.programme(),
                house.member().value(),
                what,
                UUID.randomUUID().toString());
        return writes.run(call, house.member(), command, once, "", 0, Map.of(), false);
    }

    /**
     * Gives back what was not asked for so long. What cannot be given back is lost to the budget, never given twice.
     */
    private Future<Void> giveBack(long idleNanos) {
        List<Future<?>> all = new ArrayList<>();
        slices.forEach((house, slice) -> {
            long points = slice.drain(idleNanos);
            if (points > 0) {
                all.add(run(house, new ReturnSlice(node, points), "slice-back")
                        .onFailure(failure -> LOG.warn("{} points of {} were not given back", points, house, failure))
                        .<@Nullable Void>mapEmpty()
                        .otherwiseEmpty());
            }
        });
        return Future.all(all).mapEmpty();
    }

    /** Gives back all slices. */
    public Future<Void> close() {
        vertx.cancelTimer(timer);
        return giveBack(Long.MIN_VALUE);
    }
}
