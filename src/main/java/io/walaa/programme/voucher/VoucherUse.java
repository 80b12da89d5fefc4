package io.walaa.programme.voucher;

/**
 * One use of a voucher.
 *
 * @param order the order it was used for
 * @param off what it took off, minor units
 * @param at epoch second
 */
public record VoucherUse(String order, long off, long at) {}
