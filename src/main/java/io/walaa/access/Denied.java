package io.walaa.access;

/** The caller is not who it says, or says nothing (401). The code has its text in the message catalogue. */
public final class Denied extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        UNAUTHENTICATED("unauthenticated"),
        KEY_UNKNOWN("key-unknown"),
        KEY_EXPIRED("key-expired"),
        TOKEN_INVALID("token-invalid"),
        TOKEN_EXPIRED("token-expired");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    private final Reason reason;

    public Denied(Reason reason) {
        // an ordinary answer, so no stack
        super(reason.code, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
