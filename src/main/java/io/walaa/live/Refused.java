package io.walaa.live;

import io.walaa.decision.Refusal;

/** Why a screen cannot be shown anything, as the code its socket is closed with. */
final class Refused {
    private Refused() {}

    static CloseCode close(Throwable failure) {
        boolean nobody = failure instanceof Refusal refusal && refusal.kind() == Refusal.Kind.NOT_FOUND;
        return nobody ? CloseCode.BAD_TOKEN : CloseCode.UNAVAILABLE;
    }
}
