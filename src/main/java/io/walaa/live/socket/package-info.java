/** Connections taken over from the HTTP server, and what their bytes mean. */
@NullMarked
package io.walaa.live.socket;

import org.jspecify.annotations.NullMarked;
