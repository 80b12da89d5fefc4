/** Many at once on one offer, and tills that check vouchers at a fixed rate. */
@NullMarked
package io.walaa.rush;

import org.jspecify.annotations.NullMarked;
