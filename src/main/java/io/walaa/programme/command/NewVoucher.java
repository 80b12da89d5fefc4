package io.walaa.programme.command;

import io.walaa.decision.Moment;
import io.walaa.member.MemberId;
import io.walaa.points.Lot;
import io.walaa.points.LotPart;
import io.walaa.programme.Programme;
import io.walaa.programme.reward.Reward;
import io.walaa.programme.reward.Slot;
import io.walaa.programme.reward.Wish;
import io.walaa.programme.voucher.Voucher;
import io.walaa.programme.voucher.VoucherTerms;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The voucher of a reward as it is when it is taken. */
final class NewVoucher {
    private NewVoucher() {}

    static Voucher of(
            Programme programme,
            Reward reward,
            Wish wish,
            @Nullable Slot slot,
            @Nullable MemberId house,
            Moment moment,
            List<LotPart> parts) {
        VoucherTerms terms = reward.voucher();
        long now = moment.second();
        Voucher.Paid paid =
                new Voucher.Paid(reward.price().unit(), parts, reward.benefit().account());
        boolean usable = reward.benefit().voucher();
        long cancelUntil =
                reward.cancelWithin() == null ? 0 : now + reward.cancelWithin().toSeconds();
        return new Voucher(
                moment.entry().key(),
                house == null ? Voucher.State.ISSUED : Voucher.State.RESERVED,
                "reward:" + reward.id(),
                reward.kind(),
                now,
                paid,
                house == null
                        ? Voucher.Booking.NONE
                        : new Voucher.Booking(house.value(), wish.people(), slot == null ? "" : slot.id()),
                usable ? terms.from(moment.now()) : now,
                until(programme, reward, slot, moment),
                usable ? terms.uses() : 0,
                List.of(),
                usable ? reward.benefit().discount(reward.price().value(paid.amount())) : null,
                programme.currency(),
                new Voucher.Rules(terms.together(), terms.restorable(), terms.minimumSpend()),
                slot == null ? cancelUntil : Math.min(cancelUntil, slot.at().getEpochSecond()),
                "");
    }

    /** A ticket is good until the end of its day; a donation leaves nothing that could expire. */
    private static long until(Programme programme, Reward reward, @Nullable Slot slot, Moment moment) {
        if (!reward.benefit().voucher()) {
            return Lot.NEVER;
        }
        return slot == null
                ? reward.voucher().until(moment.now(), programme.zone())
                : slot.at()
                        .atZone(programme.zone())
                        .toLocalDate()
                        .plusDays(1)
                        .atStartOfDay(programme.zone())
                        .toEpochSecond();
    }
}
