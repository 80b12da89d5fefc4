/** What makes a Redis trustworthy again: validation under the fence, rebuilding from the ledger. */
@NullMarked
package io.walaa.recovery;

import org.jspecify.annotations.NullMarked;
