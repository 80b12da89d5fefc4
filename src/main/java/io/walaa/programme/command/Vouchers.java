package io.walaa.programme.command;

import io.walaa.decision.Effect;
import io.walaa.decision.Refusal;
import io.walaa.member.MemberId;
import io.walaa.points.Lot;
import io.walaa.programme.course.Happening;
import io.walaa.programme.voucher.OpenVouchers;
import io.walaa.programme.voucher.Voucher;
import io.walaa.programme.voucher.VoucherCodes;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What several commands do with vouchers. An open one is a fact of its owner, {@code v.<key>}, with its end. */
final class Vouchers {
    private Vouchers() {}

    /** Notes an issued voucher and where its code is looked up. */
    static void issue(Happening happening, Voucher voucher, MemberId owner, VoucherCodes codes) {
        if (voucher.usesMax() == 0) {
            happening.tell(Effect.of(
                    "donation.made",
                    "redemption",
                    "rdm_" + owner.body() + voucher.key(),
                    "source",
                    voucher.source(),
                    "cause",
                    voucher.paid().account().substring("cause:".length()),
                    "unit",
                    voucher.paid().unit(),
                    "amount",
                    voucher.paid().amount()));
            return;
        }
        OpenVouchers.open(happening.member(), voucher);
        happening.tell(Effect.of(
                "voucher.issued",
                "voucher",
                id(owner, voucher),
                "source",
                voucher.source(),
                "kind",
                voucher.kind(),
                "validFrom",
                Instant.ofEpochSecond(voucher.from()).toString(),
                "validUntil",
                until(voucher)));
        happening.code(codes.hash(codes.code(owner, voucher.key())), owner.value());
    }

    static @Nullable String until(Voucher voucher) {
        return voucher.until() == Lot.NEVER
                ? null
                : Instant.ofEpochSecond(voucher.until()).toString();
    }

    static String id(MemberId owner, Voucher voucher) {
        return "vch_" + owner.body() + voucher.key();
    }

    /** The voucher on this page; refused as not found without one, or before it was issued. */
    static Voucher issued(Map<String, String> pages, String name) {
        String page = pages.get(name);
        Voucher voucher = page == null ? null : Voucher.read(page);
        if (voucher == null || voucher.state() == Voucher.State.RESERVED || voucher.state() == Voucher.State.REFUSED) {
            throw Refusal.notFound("voucher-not-found");
        }
        return voucher;
    }
}
