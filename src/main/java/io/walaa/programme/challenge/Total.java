package io.walaa.programme.challenge;

import io.walaa.points.Points;

/** A tally that is one number, from 0 to what points can hold. */
final class Total {
    private Total() {}

    static String add(String tally, long more) {
        long sum = Math.min(Points.MAX, Math.max(0, Radix.number(tally) + more));
        return sum == 0 ? Challenge.NOTHING : Radix.text(sum);
    }
}
