package io.walaa.usecase.reward;

import io.vertx.core.Future;
import io.walaa.decision.Refusal;
import io.walaa.member.MemberId;
import io.walaa.programme.command.RestoreVoucher;
import io.walaa.programme.voucher.OrderVouchers;
import io.walaa.usecase.Call;
import io.walaa.usecase.MemberKey;
import io.walaa.usecase.MemberWrites;
import io.walaa.usecase.OperationKeys;
import io.walaa.usecase.Operations;
import io.walaa.usecase.Receipt;
import java.util.Map;

/**
 * An order that was taken back as a whole gives the uses of its member's vouchers back, each if the voucher's terms say
 * so: entries of their own under derived keys, so that the event, sent again after an interruption, finishes it.
 */
public final class RestoreUses {
    private static final long RETRY_MILLIS = 1_000;

    private final MemberWrites writes;
    private final Operations operations;
    private final OperationKeys keys;

    public RestoreUses(MemberWrites writes, Operations operations, OperationKeys keys) {
        this.writes = writes;
        this.operations = operations;
        this.keys = keys;
    }

    /** Gives back what was used for an order, if this receipt is that of all of it coming back. */
    public Future<Receipt> after(Call call, MemberId member, String order, Receipt receipt) {
        boolean complete = receipt.entry().decision().effects().stream()
                .anyMatch(effect -> effect.type().equals("order.returned")
                        && Boolean.TRUE.equals(effect.values().get("complete")));
        if (!complete || call.dryRun()) {
            return Future.succeededFuture(receipt);
        }
        return operations
                .page(new MemberKey(call.programme(), member), OrderVouchers.page(order))
                .compose(page -> {
                    Future<Void> done = Future.succeededFuture();
                    for (String hash : OrderVouchers.read(page)) {
                        done = done.compose(before -> restore(call, member, order, hash));
                    }
                    return done;
                })
                .map(receipt)
                // the order came back already: to say that nothing was done would be wrong
                .recover(interrupted -> Future.failedFuture(Refusal.unavailable("outcome-unknown", RETRY_MILLIS)));
    }

    private Future<Void> restore(Call call, MemberId member, String order, String hash) {
        Call own = new Call(call.programme(), "", "", call.ack(), false, false);
        return writes.run(
                        own,
                        member,
                        new RestoreVoucher(hash, order),
                        keys.derived(call.programme(), member.value(), "voucher-restored", order, hash),
                        "",
                        0,
                        Map.of("reference", order),
                        false)
                .<Void>mapEmpty()
                // a use that is final, or was given back before, stays as it is
                .recover(failure -> failure instanceof Refusal refusal && refusal.kind() == Refusal.Kind.UNPROCESSABLE
                        ? Future.succeededFuture()
                        : Future.failedFuture(failure));
    }
}
