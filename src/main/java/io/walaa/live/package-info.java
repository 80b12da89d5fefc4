/** What customers see as it happens: sessions over WebSocket and server-sent events, resume, fan-out over nodes. */
@NullMarked
package io.walaa.live;

import org.jspecify.annotations.NullMarked;
