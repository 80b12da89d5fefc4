package io.walaa.programme.command;

import io.walaa.member.MemberChange;
import io.walaa.points.Lot;
import io.walaa.programme.voucher.Voucher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The vouchers that a member can still use, as facts {@code v.<key>}: the end in base 36, {@code -} for none. */
public final class OpenVouchers {
    private static final String PREFIX = "v.";
    private static final String FOR_EVER = "-";
    private static final int RADIX = 36;

    private OpenVouchers() {}

    /** Keys of a member's vouchers that are neither used up nor given back; some may have expired. */
    public static List<String> keys(Map<String, String> facts) {
        List<String> keys = new ArrayList<>();
        for (String name : facts.keySet()) {
            if (name.startsWith(PREFIX)) {
                keys.add(name.substring(PREFIX.length()));
            }
        }
        return keys;
    }

    static void open(MemberChange change, Voucher voucher) {
        change.fact(
                PREFIX + voucher.key(),
                voucher.until() == Lot.NEVER ? FOR_EVER : Long.toString(voucher.until(), RADIX));
    }

    static void close(MemberChange change, Voucher voucher) {
        change.fact(PREFIX + voucher.key(), null);
    }
}
