/** Rewards: what points buy, for whom, how often. Pure. */
@NullMarked
package io.walaa.programme.reward;

import org.jspecify.annotations.NullMarked;
