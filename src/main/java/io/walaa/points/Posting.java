package io.walaa.points;

/**
 * One line of double entry: {@code amount} leaves {@code debit} and arrives at {@code credit}.
 *
 * @param debit account that gives
 * @param credit account that receives
 * @param unit the points unit
 * @param amount positive, below 2^53
 * @param lot the lot concerned; for postings that touch no lot, one that never expires
 */
public record Posting(String debit, String credit, String unit, long amount, Lot lot) {
    public Posting {
        if (amount <= 0 || amount > Points.MAX) {
            throw new IllegalArgumentException("a posting of " + amount);
        }
    }
}
