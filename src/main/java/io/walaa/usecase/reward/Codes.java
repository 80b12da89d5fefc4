package io.walaa.usecase.reward;

import io.walaa.journal.Partitions;
import io.walaa.programme.voucher.VoucherCodes;
import io.walaa.usecase.OperationKeys;

/** Gives each programme its voucher codes. */
public final class Codes {
    private final OperationKeys keys;
    private final Partitions partitions;

    public Codes(OperationKeys keys, Partitions partitions) {
        this.keys = keys;
        this.partitions = partitions;
    }

    public VoucherCodes of(String programme) {
        return new ProgrammeCodes(programme, keys, partitions);
    }
}
