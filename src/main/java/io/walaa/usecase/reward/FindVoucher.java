package io.walaa.usecase.reward;

import io.vertx.core.Future;
import io.walaa.decision.Refusal;
import io.walaa.member.MemberId;
import io.walaa.programme.voucher.Voucher;
import io.walaa.programme.voucher.VoucherCode;
import io.walaa.usecase.MemberKey;
import io.walaa.usecase.Operations;

/** Finds the voucher of a code: its partition stands in the code, its owner in Redis, else in Postgres. */
public final class FindVoucher {
    private final Operations operations;
    private final Codes codes;

    public FindVoucher(Operations operations, Codes codes) {
        this.operations = operations;
        this.codes = codes;
    }

    /**
     * A voucher that was found.
     *
     * @param hash of its code
     */
    public record Found(MemberId owner, String hash, Voucher voucher) {}

    /** The owner of a code and its hash; refused as {@code voucher-not-found} if nobody has it. */
    Future<Found> find(String programme, VoucherCode code) {
        String hash = codes.of(programme).hash(code);
        return operations
                .owner(programme, code.partition(), hash, Voucher.page(hash))
                .compose(owner -> owner == null ? notFound() : read(programme, new MemberId(owner), hash));
    }

    /** The voucher on its owner's page. */
    Future<Found> read(String programme, MemberId owner, String hash) {
        return operations
                .page(new MemberKey(programme, owner), Voucher.page(hash))
                .compose(page ->
                        page == null ? notFound() : Future.succeededFuture(new Found(owner, hash, Voucher.read(page))));
    }

    static <T> Future<T> notFound() {
        return Future.failedFuture(Refusal.notFound("voucher-not-found"));
    }
}
