/** Offers: to whom, when, how many, what they give, and in which order a member sees them. Pure. */
@NullMarked
package io.walaa.programme.offer;

import org.jspecify.annotations.NullMarked;
