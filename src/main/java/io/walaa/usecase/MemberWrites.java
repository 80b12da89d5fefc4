package io.walaa.usecase;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.walaa.decision.Moment;
import io.walaa.decision.Refusal;
import io.walaa.decision.Trace;
import io.walaa.journal.OperationKey;
import io.walaa.member.Decided;
import io.walaa.member.MemberId;
import io.walaa.member.MemberState;
import io.walaa.programme.ActiveProgramme;
import io.walaa.programme.command.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs commands under the active version of their programme. */
public final class MemberWrites {
    private static final OperationKey NO_KEY = new OperationKey("", "", OperationKey.Kind.KEY);

    private final Operations operations;
    private final Programmes programmes;
    private final OperationKeys keys;
    private final Counter failedConditions;

    /** @param failedConditions counts conditions that could not be evaluated and so were false */
    public MemberWrites(Operations operations, Programmes programmes, OperationKeys keys, Counter failedConditions) {
        this.failedConditions = failedConditions;
        this.operations = operations;
        this.programmes = programmes;
        this.keys = keys;
    }

    /** Runs a command under the client's Idempotency-Key. */
    public Future<Receipt> run(Call call, MemberId member, Command command, Map<String, String> note) {
        OperationKey key =
                call.dryRun() ? NO_KEY : keys.client(call.programme(), member.value(), call.key(), call.request());
        return run(call, member, command, key, "", 0, note, false);
    }

    /**
     * Runs a command under a key of its own.
     *
     * @param event what is recorded, empty if no event
     * @param occurredAt business time, epoch millisecond; 0 for the posting instant
     * @param lookUpFirst whether Redis may have forgotten such an old key
     */
    public Future<Receipt> run(
            Call call,
            MemberId member,
            Command command,
            OperationKey key,
            String event,
            long occurredAt,
            Map<String, String> note,
            boolean lookUpFirst) {
        ActiveProgramme active;
        try {
            active = programmes.require(call.programme());
        } catch (Refusal refusal) {
            return Future.failedFuture(refusal);
        }
        Trace trace = call.explain() ? Trace.wanted() : Trace.off();
        Future<Receipt> receipt = operations.run(new Operation(
                call.programme(),
                member,
                active.version(),
                new Bound(active, command, call.dryRun()),
                key,
                event,
                occurredAt,
                note,
                call.ack(),
                call.dryRun(),
                trace,
                lookUpFirst));
        return receipt.onSuccess(done -> failedConditions.increment(trace.failures()));
    }

    /** Settles what is due for a member; always refused, see {@link Operation#settle}. */
    public Future<Receipt> settle(MemberKey key) {
        return operations.run(Operation.settle(key, programmes.active(key.programme())));
    }

    private record Bound(ActiveProgramme programme, Command command, boolean dryRun) implements Operation.Decider {
        @Override
        public Decided decide(MemberState state, Moment moment, Map<String, String> pages) {
            return command.decide(programme.programme(), state, moment, pages);
        }

        @Override
        public List<String> pages() {
            if (!dryRun || command.freshPages().isEmpty()) {
                return command.pages();
            }
            List<String> pages = new ArrayList<>(command.pages());
            pages.addAll(command.freshPages());
            return pages;
        }
    }
}
