package io.walaa.live;

import io.walaa.decision.Refusal;

/** Why a screen cannot be shown anything, as the code its socket is closed with. */
final class Refused {
    private Refused() {}

    static CloseCode close(Throwable failure) {
        return forGood(failure) ? CloseCode.BAD_TOKEN : CloseCode.UNAVAILABLE;
    }

    /** Whether to try again cannot help: there is no such member. */
    static boolean forGood(Throwable failure) {
        return failure instanceof Refusal refusal && refusal.kind() == Refusal.Kind.NOT_FOUND;
    }
}
