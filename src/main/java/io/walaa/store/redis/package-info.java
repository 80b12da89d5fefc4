/** How the server talks to Redis: connections, scripts and the fence id they stand behind. */
@NullMarked
package io.walaa.store.redis;

import org.jspecify.annotations.NullMarked;
