package io.walaa.ledger;

/**
 * Something in the ledger that is not as it must be.
 *
 * @param what {@code gap}, {@code chain}, {@code note}, {@code column:<name>}, {@code lines}, {@code member},
 *     {@code total}, {@code sum} or {@code end}
 * @param partition where
 * @param seq the partition's sequence; 0 if it is about no single entry
 * @param programme whose; empty if nobody's
 * @param detail for an operator
 */
public record Finding(String what, int partition, long seq, String programme, String detail) {}
