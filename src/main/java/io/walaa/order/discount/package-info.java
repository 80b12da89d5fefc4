/** How much comes off the lines of a basket, exactly. Pure. */
@NullMarked
package io.walaa.order.discount;

import org.jspecify.annotations.NullMarked;
