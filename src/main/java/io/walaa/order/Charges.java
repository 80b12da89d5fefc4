package io.walaa.order;

/**
 * What an order cost beside its lines, in minor units.
 *
 * @param tax of the whole order
 * @param taxIncluded whether the prices contain the tax
 * @param shipping what delivery cost
 */
public record Charges(long tax, boolean taxIncluded, long shipping) {
    static final Charges NONE = new Charges(0, false, 0);
}
