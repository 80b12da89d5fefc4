package io.walaa.order;

/**
 * A line as its order keeps it.
 *
 * @param id unique in the order
 * @param sku what was bought
 * @param thousandths the quantity in thousandths
 * @param total what it cost, in minor units
 * @param base what of that earned, see {@link EarnBase}
 */
public record OrderedLine(String id, String sku, long thousandths, long total, long base) {}
