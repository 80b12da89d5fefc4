/**
 * Tiers: levels that members reach by what they spend, earn or do in a period, at once when they reach them, and that
 * they keep until the end of a period and its grace.
 */
@NullMarked
package io.walaa.programme.tier;

import org.jspecify.annotations.NullMarked;
