package io.walaa.programme.reward;

import io.walaa.json.Input;
import io.walaa.programme.Vocabulary;

/** Points for a cause, whose account stands in the ledger: {@code cause: red-crescent}. */
record Donation(String cause) implements Benefit {
    static Donation read(Input in, Vocabulary names) {
        return new Donation(names.refer("cause", in.field("cause")));
    }

    @Override
    public boolean voucher() {
        return false;
    }

    @Override
    public String account() {
        return "cause:" + cause;
    }
}
