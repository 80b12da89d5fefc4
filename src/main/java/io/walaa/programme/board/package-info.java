/** Leaderboards of a programme: what they rank, and each member's score as a fact of the hot state. */
@NullMarked
package io.walaa.programme.board;

import org.jspecify.annotations.NullMarked;
