package io.walaa.usecase.reward;

import io.vertx.core.Future;
import io.walaa.decision.Refusal;
import io.walaa.order.Basket;
import io.walaa.order.discount.Stacked;
import io.walaa.programme.Programme;
import io.walaa.programme.command.RestoreVoucher;
import io.walaa.programme.command.UseVoucher;
import io.walaa.programme.voucher.Voucher;
import io.walaa.programme.voucher.VoucherCode;
import io.walaa.programme.voucher.VoucherOnBasket;
import io.walaa.usecase.Call;
import io.walaa.usecase.MemberWrites;
import io.walaa.usecase.Programmes;
import io.walaa.usecase.Receipt;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tills check vouchers against baskets and use them. */
public final class AcceptVoucher {
    private final MemberWrites writes;
    private final FindVoucher find;
    private final Programmes programmes;
    private final InstantSource clock;

    public AcceptVoucher(MemberWrites writes, FindVoucher find, Programmes programmes, InstantSource clock) {
        this.writes = writes;
        this.find = find;
        this.programmes = programmes;
        this.clock = clock;
    }

    /**
     * What a voucher would take off.
     *
     * @param taken {@link VoucherOnBasket#NOTHING} for one that takes nothing off
     */
    public record Checked(FindVoucher.Found found, Stacked.Taken taken, long now) {}

    /** Says what the voucher takes off the basket beside the others; changes nothing. */
    public Future<Checked> validate(
            String programme, VoucherCode code, @Nullable Basket basket, List<VoucherCode> with) {
        Programme active = programmes.require(programme).programme();
        return find.find(programme, code)
                .compose(found -> others(programme, code, with).map(others -> {
                    requireIssued(found.voucher());
                    long now = clock.instant().getEpochSecond();
                    return new Checked(
                            found,
                            VoucherOnBasket.count(found.hash(), found.voucher(), basket, others, now, active.zone()),
                            now);
                }));
    }

    /** Uses the voucher for an order, once. */
    public Future<Receipt> use(
            Call call, VoucherCode code, String order, @Nullable Basket basket, List<VoucherCode> with, String by) {
        return find.find(call.programme(), code)
                .compose(found -> others(call.programme(), code, with)
                        .compose(others -> writes.run(
                                call,
                                found.owner(),
                                new UseVoucher(found.hash(), order, basket, others, by),
                                Map.of("reference", order))));
    }

    /** Gives the use for an order back. */
    public Future<Receipt> restore(Call call, VoucherCode code, String order) {
        return find.find(call.programme(), code)
                .compose(found -> writes.run(
                        call, found.owner(), new RestoreVoucher(found.hash(), order), Map.of("reference", order)));
    }

    private Future<List<VoucherOnBasket.Other>> others(String programme, VoucherCode code, List<VoucherCode> with) {
        Future<List<VoucherOnBasket.Other>> all = Future.succeededFuture(new ArrayList<>());
        for (VoucherCode other : with) {
            if (!other.equals(code)) {
                all = all.compose(list -> find.find(programme, other).map(found -> {
                    requireIssued(found.voucher());
                    list.add(new VoucherOnBasket.Other(found.hash(), found.voucher()));
                    return list;
                }));
            }
        }
        return all;
    }

    private static void requireIssued(Voucher voucher) {
        if (voucher.state() == Voucher.State.RESERVED || voucher.state() == Voucher.State.REFUSED) {
            throw Refusal.notFound("voucher-not-found");
        }
    }
}
