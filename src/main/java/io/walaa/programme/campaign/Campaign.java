package io.walaa.programme.campaign;

import io.walaa.member.MemberId;
import io.walaa.order.discount.Discount;
import io.walaa.programme.LocalizedText;
import io.walaa.programme.reward.Window;
import io.walaa.programme.voucher.VoucherTerms;

/**
 * What the codes of a campaign give.
 *
 * @param id unique in the document
 * @param title for people
 * @param window when its codes can be used, beside what their terms say
 * @param voucher how each code may be used
 * @param discount what each takes off
 */
public record Campaign(String id, LocalizedText title, Window window, VoucherTerms voucher, Discount discount) {
    private static final String HOUSE = "house:code:";

    /** The house member that has its codes. */
    public MemberId house() {
        return new MemberId(HOUSE + id);
    }
}
