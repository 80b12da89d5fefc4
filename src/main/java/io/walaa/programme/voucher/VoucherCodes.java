package io.walaa.programme.voucher;

import io.walaa.member.MemberId;

/**
 * Makes the codes of one programme. A code follows from its owner and the key of its entry by a secret, so it needs to
 * be kept nowhere, a repeated request shows it again, and nobody who reads the stores learns it.
 */
public interface VoucherCodes {
    /** The code of the voucher with this key of this owner. */
    VoucherCode code(MemberId owner, String key);

    /** What names a code where it is looked up: a keyed hash of 22 characters. */
    String hash(VoucherCode code);

    /** The name of the page of the voucher with this key of this owner. */
    default String page(MemberId owner, String key) {
        return Voucher.page(hash(code(owner, key)));
    }
}
