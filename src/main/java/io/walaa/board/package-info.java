/** Leaderboards as they are read: the first durable follower of the ledger, sorted sets in Redis, ranks. */
@NullMarked
package io.walaa.board;

import org.jspecify.annotations.NullMarked;
