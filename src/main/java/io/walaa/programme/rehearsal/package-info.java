/** Decisions that are never committed: a member's life played through a programme in memory. */
@NullMarked
package io.walaa.programme.rehearsal;

import org.jspecify.annotations.NullMarked;
