/** The server: how it starts, how it is put together and how it stops. */
@NullMarked
package io.walaa;

import org.jspecify.annotations.NullMarked;
