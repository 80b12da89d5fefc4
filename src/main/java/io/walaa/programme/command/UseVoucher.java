package io.walaa.programme.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.walaa.decision.Effect;
import io.walaa.decision.Moment;
import io.walaa.decision.Page;
import io.walaa.decision.Refusal;
import io.walaa.member.Decided;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.order.Basket;
import io.walaa.order.Money;
import io.walaa.order.discount.Stacked;
import io.walaa.programme.Programme;
import io.walaa.programme.voucher.OpenVouchers;
import io.walaa.programme.voucher.OrderVouchers;
import io.walaa.programme.voucher.Voucher;
import io.walaa.programme.voucher.VoucherOnBasket;
import io.walaa.programme.voucher.VoucherUse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A till takes a voucher for an order, as often as it may be used and once per order.
 *
 * @param hash of its code
 * @param basket what is sold, null if the voucher takes nothing off
 * @param others vouchers that are used on the same basket, as they were read
 * @param by who uses it, empty if the till does not know
 */
public record UseVoucher(
        String hash, String order, @Nullable Basket basket, List<VoucherOnBasket.Other> others, String by)
        implements Command {
    @Override
    public List<String> pages() {
        return List.of(Voucher.page(hash), OrderVouchers.page(order));
    }

    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        String name = Voucher.page(hash);
        Voucher voucher = Vouchers.issued(pages, name);
        if (voucher.use(order) != null) {
            throw Refusal.of("voucher-used-for-order", "order", order);
        }
        if (!voucher.claimedBy().isEmpty() && !voucher.claimedBy().equals(by)) {
            throw Refusal.of("voucher-claimed");
        }
        Stacked.Taken taken = VoucherOnBasket.count(hash, voucher, basket, others, moment.second(), programme.zone());
        String claimedBy = state.id().house() && voucher.claimedBy().isEmpty() ? by : voucher.claimedBy();
        Voucher after = voucher.using(new VoucherUse(order, taken.sum(), moment.second()), claimedBy);
        MemberChange change = new MemberChange(state, moment);
        if (after.usedUp()) {
            OpenVouchers.close(change, after);
        }
        return change.decided(
                "voucher-used",
                programme.units().keySet(),
                List.of(effect(state, after, taken)),
                written(state, new Page(name, after.text(), false), pages),
                Map.of());
    }

    /** A member's own order finds its vouchers again; a campaign's code belongs to nobody. */
    private List<Page> written(MemberState state, Page voucher, Map<String, String> pages) {
        String name = OrderVouchers.page(order);
        return state.id().house()
                ? List.of(voucher)
                : List.of(voucher, new Page(name, OrderVouchers.with(pages.get(name), hash), false));
    }

    private Effect effect(MemberState state, Voucher after, Stacked.Taken taken) {
        return Effect.of(
                "voucher.used",
                "voucher",
                Vouchers.id(state.id(), after),
                "kind",
                after.kind(),
                "order",
                order,
                "off",
                basket == null ? null : basket.decimal(taken.sum()),
                "currency",
                basket == null ? null : basket.currency(),
                "lines",
                basket == null ? null : lines(basket, taken),
                "usesLeft",
                after.giftCard() ? null : after.usesMax() - after.uses().size(),
                "balance",
                after.giftCard() ? new Money(after.balance(), after.currency()).decimal() : null);
    }

    /** What comes off each line of a basket that has anything taken off, as replies show it. */
    public static ArrayNode lines(Basket basket, Stacked.Taken taken) {
        ArrayNode lines = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < taken.lines().size(); i++) {
            if (taken.lines().get(i) > 0) {
                lines.addObject()
                        .put("id", basket.lines().get(i).id())
                        .put("off", basket.decimal(taken.lines().get(i)));
            }
        }
        return lines;
    }
}
