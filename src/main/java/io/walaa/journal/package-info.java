/** Commit: the only place where a member's state changes, one script call on one Redis slot. */
@NullMarked
package io.walaa.journal;

import org.jspecify.annotations.NullMarked;
