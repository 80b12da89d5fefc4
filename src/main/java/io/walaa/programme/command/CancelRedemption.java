package io.walaa.programme.command;

import io.walaa.decision.Effect;
import io.walaa.decision.EntryId;
import io.walaa.decision.Moment;
import io.walaa.decision.Page;
import io.walaa.decision.Refusal;
import io.walaa.member.Decided;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberId;
import io.walaa.member.MemberState;
import io.walaa.member.Reservation;
import io.walaa.points.LotPart;
import io.walaa.programme.Programme;
import io.walaa.programme.course.Credit;
import io.walaa.programme.course.Happening;
import io.walaa.programme.reward.RewardCheck;
import io.walaa.programme.voucher.OpenVouchers;
import io.walaa.programme.voucher.Voucher;
import io.walaa.programme.voucher.VoucherCodes;
import java.util.List;
import java.util.Map;

/** Gives an unused reward back as its policy allows: the points to their lots, what the house had to the house. */
public record CancelRedemption(EntryId redemption, VoucherCodes codes) implements Command {
    public static final String KIND = "give-back";

    private MemberId owner() {
        return MemberId.ofBody(redemption.member());
    }

    @Override
    public List<String> pages() {
        return List.of(codes.page(owner(), redemption.key()));
    }

    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        String name = codes.page(owner(), redemption.key());
        String page = pages.get(name);
        Voucher voucher = page == null ? null : Voucher.read(page);
        if (voucher == null) {
            throw Refusal.notFound("redemption-not-found");
        }
        requireOpen(programme, voucher, moment);
        MemberChange change = new MemberChange(state, moment);
        String unit = voucher.paid().unit();
        long back = 0;
        for (LotPart part : voucher.paid().parts()) {
            back += Credit.give(change, voucher.paid().account(), unit, part.amount(), part.lot());
        }
        SettleRedemption.uncount(programme, voucher, change);
        OpenVouchers.close(change, voucher);
        Voucher.Booking booking = voucher.booking();
        if (!booking.house().isEmpty()) {
            long due = moment.second() + RedeemReward.TAKEN_UP_AFTER_SECONDS;
            new Reservation(
                            moment.entry().key(),
                            KIND,
                            new MemberId(booking.house()),
                            unit,
                            booking.quantity(),
                            due,
                            List.of())
                    .open(change);
        }
        Lapses.started(programme, change);
        Happening happening = new Happening(programme, change, null);
        happening.tell(Effect.of(
                "redemption.cancelled",
                "redemption",
                redemption.text("rdm"),
                "unit",
                unit,
                "amount",
                voucher.paid().amount(),
                "returned",
                back));
        happening.write(new Page(name, voucher.with(Voucher.State.CANCELLED).text(), false));
        programme.course().changed(happening);
        return happening.decided("redemption-cancelled");
    }

    private static void requireOpen(Programme programme, Voucher voucher, Moment moment) {
        switch (voucher.state()) {
            case RESERVED -> throw Refusal.conflict("redemption-pending", 1_000);
            case REFUSED -> throw Refusal.notFound("redemption-not-found");
            case CANCELLED -> throw Refusal.of("redemption-cancelled");
            case ISSUED -> {
                if (!voucher.uses().isEmpty()) {
                    throw Refusal.of("redemption-used");
                }
                if (voucher.cancelUntil() == 0 || voucher.usesMax() == 0) {
                    throw Refusal.of("redemption-final");
                }
                if (voucher.cancelUntil() <= moment.second()) {
                    throw Refusal.of(
                            "redemption-cancel-late",
                            "until",
                            RewardCheck.shown(voucher.cancelUntil(), programme.zone()));
                }
            }
        }
    }
}
