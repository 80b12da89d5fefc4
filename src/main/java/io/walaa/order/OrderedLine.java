package io.walaa.order;

import org.jspecify.annotations.Nullable;

/**
 * A line as its order keeps it.
 *
 * @param id unique in the order
 * @param sku what was bought
 * @param category its category, null if the till has none
 * @param giftCard whether it bought a gift card
 * @param thousandths the quantity in thousandths
 * @param total what it cost, in minor units
 * @param base what of that earned, see {@link EarnBase}
 */
public record OrderedLine(
        String id, String sku, @Nullable String category, boolean giftCard, long thousandths, long total, long base) {}
