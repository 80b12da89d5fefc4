/** The ledger in Postgres: the flusher that fills it, and what is read from it. */
@NullMarked
package io.walaa.ledger;

import org.jspecify.annotations.NullMarked;
