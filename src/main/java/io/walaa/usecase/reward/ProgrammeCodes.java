package io.walaa.usecase.reward;

import io.walaa.journal.Partitions;
import io.walaa.member.MemberId;
import io.walaa.programme.voucher.VoucherCode;
import io.walaa.programme.voucher.VoucherCodes;
import io.walaa.usecase.OperationKeys;
import java.util.Base64;

/** The voucher codes of one programme, by the deployment's secret. */
record ProgrammeCodes(String programme, OperationKeys keys, Partitions partitions) implements VoucherCodes {
    @Override
    public VoucherCode code(MemberId owner, String key) {
        byte[] random = Base64.getUrlDecoder().decode(keys.hash("voucher", programme, owner.value(), key));
        return VoucherCode.of(partitions.of(programme, owner), random);
    }

    @Override
    public String hash(VoucherCode code) {
        return keys.hash("voucher-code", programme, code.text());
    }
}
