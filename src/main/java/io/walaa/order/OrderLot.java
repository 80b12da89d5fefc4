package io.walaa.order;

import io.walaa.points.Lot;

/**
 * Where the points of one unit went that an order gave.
 *
 * @param unit the unit
 * @param lot the lot that they went to
 * @param credited how many: less than what was given where debt was repaid
 * @param taken how many of them were taken back
 * @param writtenOff how many points returns of the order could not take back from anywhere
 */
public record OrderLot(String unit, Lot lot, long credited, long taken, long writtenOff) {
    /** What of the order's own points was not taken back. */
    public long left() {
        return credited - taken;
    }

    /** This lot once {@code more} of its own points were taken back and {@code lost} more could not be. */
    public OrderLot taken(long more, long lost) {
        return new OrderLot(unit, lot, credited, taken + more, writtenOff + lost);
    }
}
