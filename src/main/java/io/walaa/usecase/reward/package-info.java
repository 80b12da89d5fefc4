/** Rewards and vouchers: listed, redeemed, given back, checked and used at tills. */
@NullMarked
package io.walaa.usecase.reward;

import org.jspecify.annotations.NullMarked;
