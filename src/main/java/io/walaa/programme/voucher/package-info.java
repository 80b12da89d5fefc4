/** Vouchers: their codes, what they give, how often they were used. Pure. */
@NullMarked
package io.walaa.programme.voucher;

import org.jspecify.annotations.NullMarked;
