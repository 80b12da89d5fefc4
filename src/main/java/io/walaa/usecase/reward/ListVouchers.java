package io.walaa.usecase.reward;

import io.vertx.core.Future;
import io.walaa.member.MemberId;
import io.walaa.programme.voucher.OpenVouchers;
import io.walaa.programme.voucher.Voucher;
import io.walaa.programme.voucher.VoucherCode;
import io.walaa.programme.voucher.VoucherCodes;
import io.walaa.usecase.MemberKey;
import io.walaa.usecase.Operations;
import io.walaa.usecase.ReadMember;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The vouchers that a member can still use, with their codes. */
public final class ListVouchers {
    private final Operations operations;
    private final ReadMember members;
    private final Codes codes;

    public ListVouchers(Operations operations, ReadMember members, Codes codes) {
        this.operations = operations;
        this.members = members;
        this.codes = codes;
    }

    /** A voucher and its code. */
    public record Owned(VoucherCode code, Voucher voucher) {}

    /**
     * A member's open vouchers, the first to expire first.
     *
     * @param now epoch second
     */
    public record Wallet(MemberId owner, List<Owned> vouchers, long now) {}

    public Future<Wallet> open(String programme, MemberId member) {
        VoucherCodes own = codes.of(programme);
        return members.state(programme, member).compose(view -> {
            List<Future<@Nullable Owned>> reads = new ArrayList<>();
            for (String key : OpenVouchers.keys(view.state().facts())) {
                reads.add(operations
                        .page(new MemberKey(programme, member), own.page(member, key))
                        .map(page -> page == null ? null : new Owned(own.code(member, key), Voucher.read(page))));
            }
            long now = view.now().getEpochSecond();
            return Future.join(reads)
                    .map(done -> new Wallet(
                            member,
                            reads.stream()
                                    .map(Future::result)
                                    .filter(Objects::nonNull)
                                    .filter(owned -> !owned.voucher().expired(now))
                                    .sorted(Comparator.comparingLong((Owned owned) ->
                                                    owned.voucher().until())
                                            .thenComparing(
                                                    owned -> owned.voucher().key()))
                                    .toList(),
                            now));
        });
    }
}
