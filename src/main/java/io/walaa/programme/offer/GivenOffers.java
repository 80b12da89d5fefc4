package io.walaa.programme.offer;

import java.util.HashSet;
import java.util.Set;

/** The offers that challenges of a document make to those who complete them; gathered while it is read. */
public final class GivenOffers {
    private final Set<String> ids = new HashSet<>();

    /** Notes that a challenge makes this offer. */
    public void add(String offer) {
        ids.add(offer);
    }

    boolean contains(String offer) {
        return ids.contains(offer);
    }
}
