package io.walaa.journal;

/** The partition has another generation, or this Redis is not validated: nothing was done. */
public final class Fenced extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Fenced() {
        super("fenced", null, false, false);
    }
}
