package io.walaa.usecase;

import io.vertx.core.Future;
import io.walaa.journal.OperationKey;
import io.walaa.member.MemberId;
import io.walaa.order.OrderReference;
import io.walaa.order.Purchase;
import io.walaa.programme.EventBody;
import io.walaa.programme.MemberReference;
import io.walaa.programme.RecordedEvent;
import io.walaa.usecase.budget.RuleBudgets;
import io.walaa.usecase.reward.RestoreUses;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Records what a customer did. This is the way of one purchase: find whose it is, enter the member's lane, decide under
 * the active programme, commit in one call, answer.
 */
public final class RecordEvent {
    private static final Duration REDIS_REMEMBERS = Duration.ofHours(1);

    private final MemberWrites writes;
    private final Members members;
    private final RestoreUses vouchers;
    private final RuleBudgets budgets;
    private final OperationKeys keys;
    private final InstantSource clock;

    public RecordEvent(
            MemberWrites writes,
            Members members,
            RestoreUses vouchers,
            RuleBudgets budgets,
            OperationKeys keys,
            InstantSource clock) {
        this.budgets = budgets;
        this.writes = writes;
        this.members = members;
        this.vouchers = vouchers;
        this.keys = keys;
        this.clock = clock;
    }

    /** Finds whom an event is about. */
    public interface Members {
        /** The member; refused as not found if there is none. May enrol an unknown card. */
        Future<MemberId> resolve(String programme, MemberReference reference);
    }

    /**
     * Records an event once, however often it is sent.
     *
     * @return what was committed, and what it did; refused if the rules say no
     */
    public Future<Receipt> record(Call call, EventBody body) {
        RecordedEvent event = body.event();
        OperationKey key = keys.event(call.programme(), body.source(), event.type(), body.id(), call.request());
        boolean old = event.occurredAt().isBefore(clock.instant().minus(REDIS_REMEMBERS));
        MemberId known = body.member().id();
        Future<MemberId> member =
                known == null ? members.resolve(call.programme(), body.member()) : Future.succeededFuture(known);
        return member.compose(found -> {
            Future<Receipt> recorded = budgets.record(
                    call,
                    event,
                    command -> writes.run(
                            call,
                            found,
                            command,
                            key,
                            event.type(),
                            event.occurredAt().toEpochMilli(),
                            note(body),
                            old));
            OrderReference order = event.order();
            return order == null
                    ? recorded
                    : recorded.compose(receipt -> vouchers.after(call, found, order.id(), receipt));
        });
    }

    private static Map<String, String> note(EventBody body) {
        RecordedEvent event = body.event();
        Map<String, String> note = new LinkedHashMap<>();
        note.put("id", body.id());
        note.put("source", body.source());
        if (event.channel() != null) {
            note.put("channel", event.channel().wire());
        }
        if (event.store() != null) {
            note.put("store", event.store());
        }
        Purchase purchase = event.purchase();
        if (purchase != null) {
            note.put("reference", purchase.orderId());
        }
        if (event.order() != null) {
            note.put("reference", event.order().id());
        }
        if (event.data() != null) {
            note.put("data", event.data().toString());
        }
        return note;
    }
}
