/** A draft tried on what really happened: read from Postgres alone, in bounded memory, with the same decisions. */
@NullMarked
package io.walaa.backtest;

import org.jspecify.annotations.NullMarked;
