package io.walaa.http;

import io.walaa.usecase.Receipt;

/** Opens the writing of a reply to the benchmark's look at single steps. */
public final class ReplyStep {
    private ReplyStep() {}

    /** The reply's bytes. */
    public static int event(Receipt receipt) {
        return ReceiptReply.event(receipt).body().length();
    }
}
