/** What screens are told: events made of committed entries. */
@NullMarked
package io.walaa.live.event;

import org.jspecify.annotations.NullMarked;
