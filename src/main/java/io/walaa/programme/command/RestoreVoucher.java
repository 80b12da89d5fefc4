package io.walaa.programme.command;

import io.walaa.decision.Effect;
import io.walaa.decision.Moment;
import io.walaa.decision.Page;
import io.walaa.decision.Refusal;
import io.walaa.member.Decided;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.programme.Programme;
import io.walaa.programme.voucher.OpenVouchers;
import io.walaa.programme.voucher.Voucher;
import io.walaa.programme.voucher.VoucherUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A cancelled order gives its use of a voucher back, if the voucher's policy says so. */
public record RestoreVoucher(String hash, String order) implements Command {
    @Override
    public List<String> pages() {
        return List.of(Voucher.page(hash));
    }

    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        String name = Voucher.page(hash);
        Voucher voucher = Vouchers.issued(pages, name);
        VoucherUse use = voucher.use(order);
        if (use == null) {
            throw Refusal.of("voucher-not-used-for-order", "order", order);
        }
        if (!voucher.rules().restorable()) {
            throw Refusal.of("voucher-use-final");
        }
        List<VoucherUse> left = new ArrayList<>(voucher.uses());
        left.remove(use);
        String claimedBy = left.isEmpty() && state.id().house() ? "" : voucher.claimedBy();
        Voucher after = voucher.used(List.copyOf(left), claimedBy);
        MemberChange change = new MemberChange(state, moment);
        if (!state.id().house() && !after.expired(moment.second())) {
            OpenVouchers.open(change, after);
        }
        Effect effect = Effect.of(
                "voucher.restored",
                "voucher",
                Vouchers.id(state.id(), after),
                "order",
                order,
                "validUntil",
                Vouchers.until(after));
        return change.decided(
                "voucher-restored",
                programme.units().keySet(),
                List.of(effect),
                List.of(new Page(name, after.text(), false)),
                Map.of());
    }
}
