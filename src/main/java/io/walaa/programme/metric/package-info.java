/**
 * Metrics of a member: what was spent, bought, visited, earned, counted over days, weeks, months and ever. Only what
 * the active document reads is kept; a metric that a new version reads for the first time starts at zero with it.
 */
@NullMarked
package io.walaa.programme.metric;

import org.jspecify.annotations.NullMarked;
