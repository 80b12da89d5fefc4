/** Orders as tills send them, their exact arithmetic, and what of an order earns. */
@NullMarked
package io.walaa.order;

import org.jspecify.annotations.NullMarked;
